package postern.lookup;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import postern.index.CommittedIndex;
import postern.index.MailText;
import postern.index.Seeker;
import postern.index.Snapshot;
import postern.index.Vocabulary;
import postern.index.Wish;
import postern.index.WishMistake;
import postern.index.WishReader;
import postern.letter.LetterReader;
import postern.search.DeskMails;
import postern.search.IndexHome;
import postern.search.StoredMails;
import postern.server.Places.Home;
import postern.store.SqliteStore;
import postern.store.Store;
import postern.terminal.Table;
import postern.terminal.Terminal;

/** {@code search}: finds mails of all folders, beside a running gateway. */
@Command(name = "search", mixinStandardHelpOptions = true,
    description = "Finds mails by words and by what the desk knows of them. Works beside a running gateway and changes nothing.",
    exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:something was found", "1:nothing was found", "2:the query cannot be understood"},
    footerHeading = "%nQueries:%n", footer = {
        "  words           all of them, in any order and form: refund finds refunded, 退款 finds 退款單",
        "  \"in quotes\"     just so",
        "  -word  OR  ( )  not, either, together",
        "  from: to: subject: body: header: file:            where the words are",
        "  topic: team: agent: ticket: state: priority:      what the desk knows",
        "  has:attachment  before:2026-12-01  after:2026-11-01",
        "",
        "Examples:",
        "  postern search 退款 -已解决",
        "  postern search 'from:alice@example.org subject:\"late delivery\"'",
        "  postern search 'team:returns state:open (refund OR 退货) after:2026-11-01' --newest",
        "  postern search ticket:482-109-3766 --json"})
public final class SearchCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Home home;

    @Parameters(paramLabel = "QUERY", arity = "1..*", description = "what to look for; several arguments are one query")
    private List<String> query;

    @Option(names = "--newest", description = "newest first, instead of the best match first")
    private boolean newest;

    @Option(names = "--page", defaultValue = "1", description = "which page to show (${DEFAULT-VALUE})")
    private int page;

    @Option(names = "--per-page", defaultValue = "20", description = "mails on a page (${DEFAULT-VALUE})")
    private int perPage;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    SearchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** To be called on the command's line: {@code -word} is a word. */
    public static void takesDashes(CommandLine search) {
        search.setUnmatchedOptionsArePositionalParams(true);
    }

    @Override
    public Integer call() throws IOException {
        // A word that shall not be there begins with one dash, so picocli is told to pass what it does not know.
        query.stream().filter(word -> word.startsWith("--")).findFirst().ifPresent(word -> {
            throw new ParameterException(spec.commandLine(), "There is no option " + word);
        });
        String asked = String.join(" ", query);
        Wish wish;
        try {
            wish = WishReader.read(asked);
        } catch (WishMistake e) {
            terminal.note("%s", e.shown(asked));
            return 2;
        }
        Path file = home.get().resolve("postern.db");
        if (!Files.exists(file)) {
            terminal.note("There is no store in %s yet; 'postern run' makes one, --home names another place.", home.get());
            return 1;
        }
        try (Store store = SqliteStore.open(file, new SimpleMeterRegistry())) {
            return search(asked, wish, store);
        }
    }

    private int search(String asked, Wish wish, Store store) throws IOException {
        StoredMails mails = new StoredMails(store);
        Optional<Snapshot> snapshot = CommittedIndex.open(IndexHome.folder(store), mails);
        DeskMails desk = new DeskMails(store);
        Seeker.Result result = find(wish, snapshot, mails, desk);
        if (snapshot.isEmpty()) {
            terminal.note("There is no index that can be used; all mails were read. A running gateway makes one.");
        }
        long[] found = result.mails();
        int from = (int) Math.min(found.length, Math.max(0L, (page - 1L) * perPage));
        List<DeskMails.Shown> shown = desk.shown(Arrays.copyOfRange(found, from, (int) Math.min(found.length, from + (long) Math.max(1, perPage))));
        Map<Long, MailText> texts = shown.stream().collect(Collectors.toMap(DeskMails.Shown::mail,
            one -> MailText.of(mails.octets(one.mail()).orElse(new byte[0]), new LetterReader()), (one, other) -> one));
        if (json) {
            terminal.say("%s", JSON.writeValueAsString(object(asked, result, shown, texts, desk.facets(found))));
        } else {
            print(result, shown, texts, desk.facets(found));
        }
        return found.length > 0 ? 0 : 1;
    }

    private Seeker.Result find(Wish wish, Optional<Snapshot> snapshot, StoredMails mails, DeskMails desk) throws IOException {
        if (snapshot.isPresent()) {
            try (Snapshot held = snapshot.get()) {
                return new Seeker(Optional.of(held), mails, desk, ZoneId.systemDefault(), new Vocabulary()).find(wish, newest);
            } catch (IOException | IllegalStateException | IndexOutOfBoundsException | IllegalArgumentException e) {
                terminal.note("The index cannot be read (%s); all mails are read.", e);
            }
        }
        return new Seeker(Optional.empty(), mails, desk, ZoneId.systemDefault(), new Vocabulary()).find(wish, newest);
    }

    private void print(Seeker.Result result, List<DeskMails.Shown> shown, Map<Long, MailText> texts, Map<String, Map<String, Long>> facets) {
        int count = result.mails().length;
        Table table = new Table("subject", "from", "received", "ticket", "team", "state");
        for (DeskMails.Shown mail : shown) {
            MailText text = texts.get(mail.mail());
            table.add(List.of(text.subject(), text.author(), MINUTE.format(received(mail)), or(mail.ticket()), or(mail.team()), or(mail.state())), "");
        }
        if (!shown.isEmpty()) {
            table.print(terminal);
            terminal.say("");
        }
        int pages = (int) Math.ceil((double) count / Math.max(1, perPage));
        terminal.say("%,d found%s", count, pages > 1 ? ", page " + page + " of " + pages : "");
        facets.forEach((name, values) -> {
            if (!values.isEmpty()) {
                terminal.say("  %-9s %s", name, values.entrySet().stream().limit(8).map(value -> value.getKey() + " " + value.getValue())
                    .collect(Collectors.joining(", ")));
            }
        });
    }

    private Map<String, Object> object(String asked, Seeker.Result result, List<DeskMails.Shown> shown, Map<Long, MailText> texts,
                                       Map<String, Map<String, Long>> facets) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("query", asked);
        object.put("count", result.mails().length);
        object.put("page", page);
        object.put("perPage", perPage);
        object.put("readWithoutIndex", result.read());
        object.put("mails", shown.stream().map(mail -> json(mail, texts.get(mail.mail()))).toList());
        object.put("facets", facets);
        return object;
    }

    private static Map<String, Object> json(DeskMails.Shown mail, MailText text) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", Long.toString(mail.mail()));
        object.put("received", Instant.ofEpochMilli(mail.receivedMillis()).toString());
        object.put("from", text.author());
        object.put("subject", text.subject());
        object.put("ticket", mail.ticket());
        object.put("topic", mail.topic());
        object.put("team", mail.team());
        object.put("agent", mail.agent());
        object.put("state", mail.state());
        object.put("priority", mail.priority());
        object.put("folders", mail.folders());
        // Unknown stays absent.
        object.values().removeIf(Objects::isNull);
        return object;
    }

    private static ZonedDateTime received(DeskMails.Shown mail) {
        return Instant.ofEpochMilli(mail.receivedMillis()).atZone(ZoneId.systemDefault());
    }

    private static String or(String value) {
        return value == null ? "-" : value;
    }
}
