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
import postern.customers.LookedUpGroups;
import postern.desk.Desk;
import postern.explain.DryRun;
import postern.explain.Mails;
import postern.explain.Turns;
import postern.explain.Verdict;
import postern.learning.ModelShelf;
import postern.learning.School;
import postern.terminal.ProgressBar;
import postern.terminal.Terminal;
import postern.terminal.Terminal.Colour;
import postern.triage.Triage;
import postern.triage.model.Model;

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
    private long shown;

    @Mixin
    private Places places;

    @Mixin
    private Places.Home home;

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
        DryRun run = new DryRun(new Triage(desk, new LookedUpGroups(() -> desk, places.conf())).with(model(desk)), Clock.systemUTC());
        try (ProgressBar progress = terminal.progress("explain", 0); Turns<String> turns = new Turns<>(line -> show(line, progress))) {
            Mails.each(files, reader(run, turns));
            turns.finish();
        } catch (NobodyReads e) {
            return 0;
        }
        return unreadable ? 1 : 0;
    }

    private Optional<Model> model(Desk desk) {
        try {
            return School.model(ModelShelf.beside(home.get().resolve(Gateway.STORE)), desk);
        } catch (IOException e) {
            terminal.note("rules decide alone: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private Mails.Reader reader(DryRun run, Turns<String> turns) {
        List<String> lower = recipients.stream().map(address -> address.toLowerCase(Locale.ROOT)).toList();
        return new Mails.Reader() {
            @Override
            public void mail(String name, byte[] octets) {
                turns.give(octets.length, () -> written(run.verdict(name, octets, Optional.ofNullable(from), lower)));
            }

            @Override
            public void unreadable(String name, String trouble) {
                unreadable = true;
                turns.give(0, () -> written(Verdict.failed(name, trouble)));
            }
        };
    }

    private String written(Verdict verdict) {
        if (!json) {
            return forPeople(verdict.fields());
        }
        try {
            return JSON.writeValueAsString(verdict.fields());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a verdict is plain values", e);
        }
    }

    private void show(String verdict, ProgressBar progress) {
        terminal.out().println(verdict);
        if (terminal.out().checkError()) {
            throw new NobodyReads();
        }
        progress.at(++shown, "mails");
    }

    private String forPeople(Map<String, Object> fields) {
        String head = terminal.in(Colour.BOLD, plain(fields.get("file")));
        if (fields.containsKey("error")) {
            return head + "\n  " + terminal.in(Colour.RED, "error: " + plain(fields.get("error")));
        }
        StringBuilder lines = new StringBuilder(head).append("\n  %s from %s: %s".formatted(plain(fields.get("origin")), plain(fields.getOrDefault("from", "nobody")),
            plain(fields.getOrDefault("subject", ""))));
        lines.append("\n  ").append(terminal.in(Colour.GREEN, "topic %s, %s, team %s, answer until %s".formatted(plain(fields.get("topic")),
            plain(fields.get("priority")), plain(fields.get("team")), plain(fields.get("deadline")))));
        if (fields.get("acknowledge") instanceof Map<?, ?> acknowledge) {
            lines.append("\n  %s (%s)".formatted(Boolean.TRUE.equals(acknowledge.get("due")) ? "is acknowledged" : "is not acknowledged", plain(acknowledge.get("reason"))));
        }
        return lines.append("\n  ").append(terminal.in(Colour.DIM, "why: " + plain(fields.get("reasons")))).toString();
    }

    /** A customer's text may hold what moves a terminal's cursor. */
    private static String plain(Object value) {
        return String.valueOf(value).replaceAll("\\p{Cntrl}+", " ");
    }

    /** The reader of the output is gone, as {@code head} is when it has seen enough. */
    private static final class NobodyReads extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
