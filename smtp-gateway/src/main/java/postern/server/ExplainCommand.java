package postern.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import postern.customers.LookedUpGroups;
import postern.accounts.KnownAddresses;
import postern.desk.Desk;
import postern.explain.DryRun;
import postern.explain.Mails;
import postern.explain.Turns;
import postern.explain.Verdict;
import postern.explain.Wording;
import postern.learning.ModelShelf;
import postern.learning.School;
import postern.terminal.ProgressBar;
import postern.terminal.Terminal;
import postern.terminal.Terminal.Colour;
import postern.triage.Addresses;
import postern.triage.OwnMail;
import postern.triage.Triage;
import postern.triage.model.Model;

/** {@code explain}: the dry run over files. */
@Command(name = "explain", mixinStandardHelpOptions = true,
    description = {"Says what would happen to mails, and why. Nothing happens: no ticket, no answer, no gateway needs to run.",
        "Accounts, added domains and the classifier are those of --home, which is only read; where it is missing, desk.yaml alone tells.",
        "FILE is a mail, a directory of mails or a mailbox file (mbox)."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all mails are explained, broken ones by their error", "1:a file could not be read", "2:mistakes in the configuration"},
    footerHeading = "%nExamples:%n",
    footer = {"  postern explain mail.eml", "  postern explain --json archive.mbox | jq -r '[.file, .topic, .team] | @tsv'",
        "  postern explain --rcpt service@shop.example --from '' mails/"})
final class ExplainCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private enum Language { ZH, EN }

    private final Terminal terminal;
    private boolean unreadable;
    private long shown;

    @Mixin
    private Places places;

    @Mixin
    private Places.Home home;

    @Option(names = "--json", description = "JSON Lines: one object a mail; names of fields are stable, what is not known is absent")
    private boolean json;

    @Option(names = "--lang", paramLabel = "zh|en", description = "language of the text; default: 'language' of desk.yaml")
    private Language language;

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
        DryRun run = new DryRun(new Triage(desk, new LookedUpGroups(() -> desk, places.conf())).with(model(desk)), Clock.systemUTC(), own(desk));
        Wording wording = new Wording(desk, language == null ? desk.language() : language.name().toLowerCase(Locale.ROOT));
        try (ProgressBar progress = terminal.progress("explain", 0); Turns<String> turns = new Turns<>(line -> show(line, progress))) {
            Mails.each(files, reader(run, turns, wording));
            turns.finish();
        } catch (NobodyReads e) {
            return 0;
        }
        return unreadable ? 1 : 0;
    }

    /** Without a home nobody has an account but the agents of desk.yaml. */
    private OwnMail own(Desk desk) {
        Path store = home.get().resolve(Gateway.STORE);
        return Files.isReadable(store) ? KnownAddresses.in(store).of(desk) : address -> Addresses.forDesk(desk, address);
    }

    private Optional<Model> model(Desk desk) {
        try {
            return School.model(ModelShelf.beside(home.get().resolve(Gateway.STORE)), desk);
        } catch (IOException e) {
            terminal.note("rules decide alone: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private Mails.Reader reader(DryRun run, Turns<String> turns, Wording wording) {
        List<String> lower = recipients.stream().map(address -> address.toLowerCase(Locale.ROOT)).toList();
        return new Mails.Reader() {
            @Override
            public void mail(String name, byte[] octets) {
                Optional<String> sender = Optional.ofNullable(from);
                turns.give(octets.length, () -> json ? written(run.verdict(name, octets, sender, lower)) : told(name, run.story(octets, sender, lower, wording)));
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
            return told(String.valueOf(verdict.fields().get("file")), List.of(terminal.in(Colour.RED, "error: " + plain(verdict.fields().get("error")))));
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

    private String told(String name, List<String> story) {
        return terminal.in(Colour.BOLD, plain(name)) + story.stream().map(line -> "\n  " + line).collect(Collectors.joining());
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
