package postern.server;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import postern.desk.Desk;
import postern.terminal.Terminal;
import postern.terminal.Terminal.Colour;

/** {@code run}: starts the gateway and stays until it is told to stop. */
@Command(name = "run", mixinStandardHelpOptions = true,
    description = {"Starts the gateway and stays until SIGTERM or Ctrl-C.",
        "It takes a changed desk.yaml without a restart, and at once on SIGHUP; one with mistakes is named in the log and not taken."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:stopped as told", "1:could not start", "2:mistakes in the configuration"},
    footerHeading = "%nExamples:%n",
    footer = {"  postern run", "  postern run --home /var/lib/postern --conf /etc/postern", "",
        "Ports below 1024 need a right: sudo setcap cap_net_bind_service=+ep $(readlink -f $(which java)), or under systemd",
        "AmbientCapabilities=CAP_NET_BIND_SERVICE, or other ports in 'listen' of desk.yaml."})
final class RunCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private Places places;

    @Mixin
    private Places.Home home;

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        Path conf = places.conf();
        FlowFile.check(conf);
        LiveDesk desk = LiveDesk.open(conf);
        long start = System.nanoTime();
        Gateway gateway = Gateway.start(home.get(), conf, desk);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            gateway.close();
            stopped.countDown();
        }, "stop"));
        banner(gateway, desk.get(), (System.nanoTime() - start) / 1_000_000);
        stopped.await();
        return 0;
    }

    private void banner(Gateway gateway, Desk desk, long millis) {
        Ports ports = gateway.ports();
        terminal.say("%s", terminal.in(Colour.BOLD, "Postern serves " + desk.domain() + " as " + desk.hostname()));
        terminal.say("  mail in     %d", ports.smtp());
        terminal.say("  agents      IMAP %d (TLS), %d (STARTTLS); submission %d (TLS), %d (STARTTLS)", ports.imaps(), ports.imap(),
            ports.submissions(), ports.submission());
        terminal.say("  health      http://127.0.0.1:%d/health, /metrics", ports.http());
        terminal.say("  desk        %s: %d teams, %d agents, %d topics", desk.company().en(), desk.teams().size(), desk.agents().size(),
            desk.topics().size());
        terminal.say("  home        %s", gateway.home());
        terminal.say("%s", terminal.in(Colour.DIM, "ready in %.1f s; Ctrl-C stops".formatted(millis / 1000.0)));
    }
}
