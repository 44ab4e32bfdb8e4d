package postern.bench;

import java.nio.file.Path;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import postern.desk.Acknowledgements;
import postern.desk.Desk;
import postern.desk.EdgePolicy;
import postern.server.Places;
import postern.terminal.ProgressBar;
import postern.terminal.Terminal;
import postern.trial.TrialGateway;

/** {@code bench}: load against a gateway of its own, and what it took. */
@Command(name = "bench", mixinStandardHelpOptions = true,
    description = "Sends mails to a gateway of its own, in a temporary home on loopback, and prints how many it takes, files and answers.",
    exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:done", "1:not everything that was accepted arrived", "2:wrong usage"},
    footerHeading = "%nExamples:%n", footer = {
        "  postern bench --mails 5000 --size 4096 --sessions 20",
        "  postern bench --warm-up 0",
        "  postern bench --mails 50000 --folder-growth",
        "  postern bench --search --mails 100000",
        "  postern bench --mails 2000 --one-per-connection --json",
        "  postern bench --write /tmp/load --mails 5000 --size 8192 && time postern explain --json /tmp/load/mails > /dev/null"})
public final class BenchCommand implements Callable<Integer> {
    private static final int GROWTH_BACKLOG = 500;
    /** A gateway runs for months: its figures are those after the first minute. */
    private static final int WARM_UP = 15_000;
    /** The folder is to be small at first. */
    private static final int WARM_UP_OF_GROWTH = 3000;

    private final Terminal terminal;

    @Mixin
    private Places places;

    @Option(names = "--mails", defaultValue = "5000", description = "mails to send (${DEFAULT-VALUE})")
    private int mails;

    @Option(names = "--size", defaultValue = "4096", description = "octets of a mail (${DEFAULT-VALUE})")
    private int size;

    @Option(names = "--sessions", defaultValue = "20", description = "SMTP sessions at once (${DEFAULT-VALUE})")
    private int sessions;

    @Option(names = "--warm-up",
        description = "mails before the clock starts, in which the Java machine compiles what is hot (" + WARM_UP + "; with --folder-growth "
            + WARM_UP_OF_GROWTH + "); 0 shows a gateway just started")
    private Integer warmUp;

    @Option(names = "--one-per-connection", description = "each mail has a connection of its own, as strangers' mail has")
    private boolean onePerConnection;

    @Option(names = "--pipelining", description = "send MAIL, RCPT and DATA in one packet (RFC 2920)")
    private boolean pipelining;

    @Option(names = "--folder-growth",
        description = "all mails go to one folder, at the pace at which they are filed; prints the cost of a mail while the folder grows")
    private boolean folderGrowth;

    @Option(names = "--search",
        description = "no gateway: index that many mails and search them, at a tenth, at half and at all of their number")
    private boolean search;

    @Option(names = "--seed", defaultValue = "1", description = "the same seed sends the same mails (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--write", paramLabel = "DIR",
        description = "only write the mails, to files below DIR/mails and to DIR/mails.mbox, for postern explain")
    private Path directory;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        if (search) {
            return search();
        }
        if (directory != null) {
            try (ProgressBar progress = terminal.progress("bench", mails)) {
                MailFiles.write(new Correspondence(seed, size, false, "service@shop.example"), mails, directory, progress);
            }
            return 0;
        }
        try (Load load = Load.start()) {
            int company = load.companyPort();
            try (TrialGateway gateway = TrialGateway.start(places.conf(), Optional.empty(), company, BenchCommand::unlimited)) {
                Figures figures = run(load, gateway);
                if (json) {
                    terminal.say("%s", figures.json());
                } else {
                    figures.print(terminal);
                }
                return figures.result().complete() && figures.result().refused() == 0 ? 0 : 1;
            }
        }
    }

    private int search() throws Exception {
        Path home = Files.createTempDirectory("postern-bench");
        try {
            List<SearchBench.Step> steps = new SearchBench(seed, size, mails).run(home, json ? step -> { } : step -> SearchBench.print(step, terminal));
            if (json) {
                terminal.say("%s", new ObjectMapper().writeValueAsString(steps));
            }
            return 0;
        } finally {
            try (Stream<Path> files = Files.walk(home)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    private Figures run(Load load, TrialGateway gateway) throws Exception {
        LoadPlan plan = new LoadPlan(gateway.ports().smtp(), gateway.ports().imaps(), gateway.passwords(),
            gateway.desk().addresses().keySet().iterator().next(), warmUp(), mails, size, sessions, onePerConnection, pipelining,
            folderGrowth ? GROWTH_BACKLOG : 0, folderGrowth, seed);
        Growth growth = new Growth();
        AtomicReference<Usage> start = new AtomicReference<>(Usage.now());
        LoadResult result;
        try (ProgressBar progress = terminal.progress("bench", 2L * (warmUp() + mails))) {
            result = load.run(plan, news -> {
                if (news.stage() == LoadNews.Stage.WARM) {
                    start.set(Usage.now());
                }
                if (news.stage() == LoadNews.Stage.SENDING || news.stage() == LoadNews.Stage.FILING) {
                    growth.add(news.filed(), news.nanos(), Usage.now().cpuNanos());
                }
                progress.at(news.accepted() + news.filed(), words(news));
            });
        }
        Usage end = Usage.now();
        return new Figures(plan, result, end.cpuNanos() - start.get().cpuNanos(), end, folderGrowth ? Optional.of(growth) : Optional.empty());
    }

    private int warmUp() {
        if (warmUp != null) {
            return warmUp;
        }
        return folderGrowth ? WARM_UP_OF_GROWTH : WARM_UP;
    }

    private static String words(LoadNews news) {
        return switch (news.stage()) {
            case READY, WARMING, WARM -> "warming up";
            case SENDING -> news.accepted() + " accepted, " + news.filed() + " in the folder";
            case FILING -> "all accepted, " + news.filed() + " in the folder";
            case ACKNOWLEDGING, DONE -> "all in the folder, " + news.acknowledged() + " acknowledged";
        };
    }

    /** The load comes from one address and one hour: limits against floods would measure themselves. */
    private static Desk unlimited(Desk desk) {
        EdgePolicy edge = desk.edge();
        Acknowledgements texts = desk.acknowledgements();
        int much = 10_000_000;
        return desk
            .with(new EdgePolicy(edge.messageSize(), edge.recipients(), 10_000, 10_000, much, much, edge.freeDisk(), edge.commandTimeout(),
                edge.dataTimeout()))
            .with(new Acknowledgements(true, texts.perAddress(), Duration.ofDays(1), much, much, texts.texts()));
    }
}
