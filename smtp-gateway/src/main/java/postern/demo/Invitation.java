package postern.demo;

import java.util.Comparator;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.desk.Team;
import postern.server.Ports;
import postern.terminal.Terminal;
import postern.trial.TrialGateway;

/** How to look at the demo with a mail program. */
final class Invitation {
    private final TrialGateway gateway;

    Invitation(TrialGateway gateway) {
        this.gateway = gateway;
    }

    void print(Terminal terminal) {
        Desk desk = gateway.desk();
        Ports ports = gateway.ports();
        Agent agent = desk.agents().values().stream().filter(member -> gateway.passwords().containsKey(member.login()))
            .max(Comparator.comparingInt(member -> desk.teamsOf(member).size())).orElseThrow();
        terminal.say("");
        terminal.say("%s", terminal.in(Terminal.Colour.BOLD, "Look yourself, with any mail program"));
        terminal.say("  user       %s   (of %s)", agent.login(), String.join(", ", desk.teamsOf(agent).stream().map(Team::folder).toList()));
        terminal.say("  password   %s", gateway.passwords().get(agent.login()));
        terminal.say("  IMAP       127.0.0.1 port %d, SSL/TLS      (or port %d, STARTTLS)", ports.imaps(), ports.imap());
        terminal.say("  SMTP       127.0.0.1 port %d, SSL/TLS      (or port %d, STARTTLS)", ports.submissions(), ports.submission());
        terminal.say("  The certificate is self-signed: accept it for the demo.");
        terminal.say("");
        terminal.say("  curl -k -u %s:%s 'imaps://127.0.0.1:%d/%s?ALL'", agent.login(), gateway.passwords().get(agent.login()), ports.imaps(),
            desk.teamsOf(agent).getFirst().folder());
        terminal.say("  swaks --server 127.0.0.1:%d --to %s --header 'Subject: 想退货'", ports.smtp(), desk.addresses().keySet().iterator().next());
        terminal.say("  http://127.0.0.1:%d/health   http://127.0.0.1:%d/metrics", ports.http(), ports.http());
        terminal.say("");
        terminal.say("%s", terminal.in(Terminal.Colour.DIM, "Ctrl-C ends it."));
    }
}
