package postern.demo;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import postern.desk.Desk;
import postern.server.Failure;
import postern.server.Places;
import postern.terminal.ProgressBar;
import postern.terminal.Terminal;
import postern.trial.TrialGateway;
import postern.wire.CompanyServer;

/** {@code demo}: sample mails go in by SMTP and are found in the teams' folders by IMAP. */
@Command(name = "demo", mixinStandardHelpOptions = true,
    description = "Starts a gateway on free loopback ports, sends it sample mails, and shows what became of each and why. "
        + "Nothing leaves this machine.",
    exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:everything happened as promised", "1:something did not", "2:wrong usage or configuration"},
    footerHeading = "%nExamples:%n", footer = {"  postern demo", "  postern demo --once"})
public final class DemoCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Terminal terminal;

    @Mixin
    private Places places;

    @Option(names = "--once", description = "end after the table instead of serving until Ctrl-C")
    private boolean once;

    @Option(names = "--home", paramLabel = "DIR", description = "keep the demo's mails there; default: a temporary directory, removed at the end")
    private Path home;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        if (home != null && Files.exists(home.resolve("postern.db"))) {
            // The samples would be twins of the earlier ones.
            throw new Failure(home + " holds mails already; name a directory that does not exist yet, or look at these mails by 'postern run --home "
                + home + "'");
        }
        Outbound outbound = new Outbound();
        terminal.note("Starting a gateway on loopback …");
        try (CompanyServer company = CompanyServer.start(PATIENCE, outbound::take);
             TrialGateway gateway = TrialGateway.start(places.conf(), Optional.ofNullable(home), company.address().getPort(), UnaryOperator.identity())) {
            int broken = tour(gateway, outbound);
            if (!once) {
                new Invitation(gateway).print(terminal);
                gateway.awaitStop();
            }
            return broken == 0 ? 0 : 1;
        }
    }

    private int tour(TrialGateway gateway, Outbound outbound) throws Exception {
        Desk desk = gateway.desk();
        InetSocketAddress edge = new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.ports().smtp());
        Map<Integer, Fate> fates;
        try (Desktop desktop = new Desktop(gateway.ports().imaps());
             ProgressBar progress = terminal.progress("sample mails", Sample.ALL.size())) {
            for (Map.Entry<String, String> account : gateway.passwords().entrySet()) {
                desktop.logIn(account.getKey(), account.getValue());
            }
            fates = new Tour(new Letterbox(edge, desk), desktop, outbound).go(progress);
        }
        FateTable table = new FateTable(desk);
        table.print(fates, terminal);
        terminal.say("");
        int broken = table.printBroken(fates, terminal);
        terminal.say("%s", broken == 0
            ? terminal.in(Terminal.Colour.GREEN, "All " + fates.size() + " mails are where they belong; " + outbound.count()
                + " acknowledgements left by the company mail server.")
            : terminal.in(Terminal.Colour.RED, broken + " of " + fates.size() + " mails did not end as promised."));
        return broken;
    }
}
