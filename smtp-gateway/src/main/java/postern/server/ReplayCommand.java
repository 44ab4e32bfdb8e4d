package postern.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import postern.accounts.KnownAddresses;
import postern.archive.Archive;
import postern.customers.LookedUpGroups;
import postern.desk.Desk;
import postern.desk.Endpoint;
import postern.explain.Wording;
import postern.learning.ModelShelf;
import postern.learning.School;
import postern.replay.ArchivedMails;
import postern.replay.Fields;
import postern.replay.Gate;
import postern.replay.Kind;
import postern.replay.MailFiles;
import postern.replay.Mailbag;
import postern.replay.Outcome;
import postern.replay.Replay;
import postern.replay.Report;
import postern.replay.ReportMail;
import postern.replay.Tally;
import postern.store.LookedAt;
import postern.terminal.ProgressBar;
import postern.terminal.Terminal;
import postern.triage.Addresses;
import postern.triage.Seal;
import postern.triage.Triage;
import postern.wire.Reply;
import postern.wire.SmtpClient;

/** {@code replay}: a changed desk.yaml over the mails of the past. */
@Command(name = "replay", mixinStandardHelpOptions = true,
    description = {"Says what a changed desk.yaml would have made of the mails of the past: what goes to another team, gets another topic or",
        "priority, is newly acknowledged, is newly late; by which rule, and with examples. Nothing happens; a gateway may run.",
        "The mails are those of the archive, or of FILE (a mail, a directory of mails, a mailbox file)."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:compared, and within all limits", "1:mails could not be had, or the report could not be sent",
        "2:wrong usage or mistakes in a configuration",
        "3:over a limit"},
    footerHeading = "%nExamples:%n",
    footer = {"  postern replay --conf /tmp/new --days 14",
        "  postern replay --conf new/desk.yaml --max-moved 1%% --max-late 0 || echo 'look again'",
        "  postern replay --conf /tmp/new --from 2026-11-01 --to 2026-11-22 --json | jq .differences.moved.pairs",
        "  postern replay --conf /tmp/new --mail lead@shop.example", "  postern replay --conf /tmp/new exported.mbox"})
final class ReplayCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Option(names = "--conf", paramLabel = "NEWCONF",
        description = "the changed desk.yaml, or its directory; default: today's, compared with itself")
    private Path changed;

    @Option(names = "--against", paramLabel = "DIR",
        description = "directory of today's desk.yaml; default: conf beside the launcher, or $POSTERN_CONF")
    private Path against;

    @Mixin
    private Places.Home home;

    @Option(names = "--days", defaultValue = "30", description = "the last so many days (${DEFAULT-VALUE})")
    private int days;

    @Option(names = "--from", paramLabel = "DATE", description = "instead: from this day on, such as 2026-11-01")
    private String from;

    @Option(names = "--to", paramLabel = "DATE", description = "up to this day, itself included; default: now")
    private String to;

    @Option(names = "--max-moved", paramLabel = "N|N%", description = "at most so many mails may go to another team")
    private String maxMoved;

    @Option(names = "--max-late", paramLabel = "N|N%", description = "at most so many may be newly late")
    private String maxLate;

    @Option(names = "--max-newly-acknowledged", paramLabel = "N|N%", description = "at most so many may be newly acknowledged")
    private String maxAcknowledged;

    @Option(names = "--json", description = "one JSON object; names of fields are stable")
    private boolean json;

    @Option(names = "--lang", paramLabel = "zh|en", description = "language of the text; default: 'language' of desk.yaml")
    private String language;

    @Option(names = "--mail", paramLabel = "ADDRESS",
        description = "also as a mail with charts, to somebody whom the running gateway serves")
    private String mail;

    @Option(names = "--smtp", paramLabel = "HOST:PORT",
        description = "where the gateway takes that mail; default: 'listen' of today's desk.yaml")
    private String smtp;

    @Parameters(arity = "0..*", paramLabel = "FILE")
    private List<Path> files = List.of();

    ReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws WrongDesk, Failure, IOException {
        Path todays = against != null ? against : new Places().conf();
        Path dir = changed == null ? todays : Files.isDirectory(changed) ? changed : changed.toAbsolutePath().getParent();
        Desk then = LiveDesk.read(todays.resolve("desk.yaml"));
        Desk now = changed == null ? then : LiveDesk.read(Files.isDirectory(changed) ? changed.resolve("desk.yaml") : changed);
        List<Gate> gates = gates();
        long start = System.nanoTime();
        Instant today = Instant.now();
        Outcome outcome;
        if (files.isEmpty()) {
            Instant first = first(then, today);
            Instant last = to == null ? today : day(to, then).plusDays(1).atStartOfDay(zone(then)).toInstant();
            try (LookedAt store = store()) {
                Archive archive = new Archive(store, Archive.folder(store));
                if (!archive.exists()) {
                    throw new Failure("there is no archive in " + home.get()
                        + " yet; name files of mails, or let the gateway run first");
                }
                Tally tally = run(side(then, todays), side(now, dir), new ArchivedMails(archive, first, last), today);
                outcome = new Outcome(tally, now, LocalDate.ofInstant(first, zone(then)) + " – "
                    + LocalDate.ofInstant(last.minusMillis(1), zone(then)),
                    (System.nanoTime() - start) / 1e9, gates);
            }
        } else {
            Tally tally = run(side(then, todays), side(now, dir), new MailFiles(files), today);
            outcome = new Outcome(tally, now, files.getFirst() + (files.size() > 1 ? " …" : ""), (System.nanoTime() - start) / 1e9,
                gates);
        }
        return tell(outcome, then);
    }

    private int tell(Outcome outcome, Desk then) throws IOException, Failure {
        Wording wording = new Wording(outcome.now(), language == null ? then.language() : language.toLowerCase(Locale.ROOT));
        if (json) {
            terminal.say("%s", new ObjectMapper().writeValueAsString(Fields.of(outcome)));
        } else {
            Report.print(outcome, wording, terminal);
        }
        if (mail != null) {
            send(outcome, wording, then);
        }
        return !outcome.passes() ? 3 : outcome.tally().unreadable() > 0 ? 1 : 0;
    }

    private Tally run(Replay.Side then, Replay.Side now, Mailbag mails, Instant today) throws IOException, Failure {
        long start = System.nanoTime();
        try (ProgressBar progress = terminal.progress("replay", 0)) {
            return Replay.run(then, now, seal(), mails, today,
                done -> progress.at(done, "mails  %.0f/s".formatted(done / Math.max(0.001, (System.nanoTime() - start) / 1e9))));
        }
    }

    /** The home's, which is only read; without one no mail shows a sign of it. */
    private Seal seal() throws IOException, Failure {
        if (Files.exists(home.get().resolve("seal.key"))) {
            return HomeKey.seal(home.get());
        }
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new Seal(key);
    }

    private Replay.Side side(Desk desk, Path conf) throws IOException {
        Path store = home.get().resolve(Gateway.STORE);
        Triage triage = new Triage(desk, new LookedUpGroups(() -> desk, conf)).with(School.model(ModelShelf.beside(store), desk));
        return new Replay.Side(triage, Files.isReadable(store) ? KnownAddresses.in(store).of(desk) : address ->
            Addresses.forDesk(desk, address));
    }

    private LookedAt store() throws Failure {
        Path file = home.get().resolve(Gateway.STORE);
        if (!Files.isReadable(file)) {
            throw new Failure("there is no store in " + home.get() + "; --home names another place, or name files of mails");
        }
        return LookedAt.open(file);
    }

    private List<Gate> gates() {
        List<Gate> gates = new ArrayList<>();
        try {
            Stream.of(Optional.ofNullable(maxMoved).map(most -> Gate.of(Kind.MOVED, most)), Optional.ofNullable(maxLate)
                .map(most -> Gate.of(Kind.NEWLY_LATE, most)),
                Optional.ofNullable(maxAcknowledged).map(most -> Gate.of(Kind.NEWLY_ACKNOWLEDGED, most))).flatMap(Optional::stream)
                    .forEach(gates::add);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage());
        }
        return gates;
    }

    private Instant first(Desk desk, Instant today) {
        return from == null ? today.minus(Duration.ofDays(days)) : day(from, desk).atStartOfDay(zone(desk)).toInstant();
    }

    private LocalDate day(String written, Desk desk) {
        try {
            return LocalDate.parse(written);
        } catch (DateTimeException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), "'" + written + "' is no day, such as "
                + LocalDate.now(zone(desk)));
        }
    }

    private static ZoneId zone(Desk desk) {
        return desk.calendarOf(desk.catchAllTeam()).zone();
    }

    /** It goes in where all mail goes in, so it reaches nobody but those whom the gateway serves. */
    private void send(Outcome outcome, Wording wording, Desk desk) throws Failure {
        Endpoint listens = desk.listeners().smtp();
        String where = smtp != null ? smtp : "127.0.0.1:" + listens.port();
        int colon = where.lastIndexOf(':');
        byte[] report = ReportMail.of(outcome, wording, "postmaster@" + desk.domain(), mail, Instant.now());
        try (SmtpClient client = SmtpClient.connect(new InetSocketAddress(where.substring(0, colon),
            Integer.parseInt(where.substring(colon + 1))),
                "localhost", PATIENCE, false)) {
            Reply reply = client.send("", List.of(mail), SmtpClient.stuffed(report));
            if (!reply.positive()) {
                throw new Failure("the report was not taken for " + mail + ": " + reply);
            }
        } catch (IOException | RuntimeException e) {
            throw new Failure("the report could not be sent by " + where + ": " + e.getMessage(), e);
        }
        terminal.note("The report is on its way to %s.", mail);
    }
}
