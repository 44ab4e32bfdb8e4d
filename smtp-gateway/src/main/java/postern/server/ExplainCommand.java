package postern.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import postern.desk.Desk;
import postern.explain.DryRun;
import postern.explain.Mails;
import postern.explain.Verdict;
import postern.terminal.ProgressBar;
import postern.terminal.Terminal;
import postern.terminal.Terminal.Colour;

/** {@code explain}: the dry run over files. */
@Command(name = "explain", mixinStandardHelpOptions = true,
    description = {"Says what would happen to mails, and why. Nothing happens: no ticket, no answer, no gateway needs to run.",
        "FILE is a mail, a directory of mails or a mailbox file (mbox)."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all mails are explained, broken ones by their error", "1:a file could not be read", "2:mistakes in the configuration"},
    footerHeading = "%nExamples:%n",
    footer = {"  postern explain mail.eml", "  postern explain --json archive.mbox | jq -r '[.file, .topic, .team] | @tsv'",
        "  postern explain --rcpt service@shop.example --from '' mails/"})
final class ExplainCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Terminal terminal;
    private boolean unreadable;

    @Mixin
    private Places places;

    @Option(names = "--json", description = "JSON Lines: one object a mail; names of fields are stable, what is not known is absent")
    private boolean json;

    @Option(names = "--rcpt", paramLabel = "ADDRESS", description = "envelope recipient, may be repeated; default: as the mail tells")
    private List<String> recipients = List.of();

    @Option(names = "--from", paramLabel = "ADDRESS", description = "envelope sender, '' for the null sender; default: as the mail tells")
    private String from;

    @Parameters(arity = "1..*", paramLabel = "FILE")
    private List<Path> files;

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws WrongDesk, IOException {
        Desk desk = LiveDesk.read(places.conf().resolve("desk.yaml"));
        DryRun run = new DryRun(desk, Clock.systemUTC());
        List<Path> all = Mails.files(files);
        try (ProgressBar progress = terminal.progress("explain", all.size())) {
            long done = 0;
            for (Path file : all) {
                Mails.read(file, reader(run, desk));
                progress.at(++done, file.getFileName().toString());
            }
        }
        return unreadable ? 1 : 0;
    }

    private Mails.Reader reader(DryRun run, Desk desk) {
        return new Mails.Reader() {
            @Override
            public void mail(String name, byte[] octets) {
                show(verdict(run, desk, name, octets));
            }

            @Override
            public void unreadable(String name, String trouble) {
                unreadable = true;
                show(Verdict.failed(name, trouble));
            }
        };
    }

    private Verdict verdict(DryRun run, Desk desk, String name, byte[] octets) {
        try {
            List<String> lower = recipients.stream().map(address -> address.toLowerCase(Locale.ROOT)).toList();
            return Verdict.of(name, run.decide(octets, Optional.ofNullable(from), lower), desk);
        } catch (RuntimeException | StackOverflowError e) {
            return Verdict.failed(name, e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage().lines().findFirst().orElse("")));
        }
    }

    private void show(Verdict verdict) {
        if (json) {
            try {
                terminal.say("%s", JSON.writeValueAsString(verdict.fields()));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a verdict is plain values", e);
            }
        } else {
            print(verdict.fields());
        }
    }

    private void print(Map<String, Object> fields) {
        terminal.say("%s", terminal.in(Colour.BOLD, plain(fields.get("file"))));
        if (fields.containsKey("error")) {
            terminal.say("  %s", terminal.in(Colour.RED, "error: " + plain(fields.get("error"))));
            return;
        }
        terminal.say("  %s from %s: %s", plain(fields.get("origin")), plain(fields.getOrDefault("from", "nobody")), plain(fields.get("subject")));
        terminal.say("  %s", terminal.in(Colour.GREEN, "topic %s, %s, team %s, answer until %s".formatted(plain(fields.get("topic")),
            plain(fields.get("priority")), plain(fields.get("team")), plain(fields.get("deadline")))));
        if (fields.get("acknowledge") instanceof Map<?, ?> acknowledge) {
            terminal.say("  %s (%s)", Boolean.TRUE.equals(acknowledge.get("due")) ? "is acknowledged" : "is not acknowledged", plain(acknowledge.get("reason")));
        }
        terminal.say("  %s", terminal.in(Colour.DIM, "why: " + plain(fields.get("reasons"))));
    }

    /** A customer's text may hold what moves a terminal's cursor. */
    private static String plain(Object value) {
        return String.valueOf(value).replaceAll("\\p{Cntrl}+", " ");
    }
}
