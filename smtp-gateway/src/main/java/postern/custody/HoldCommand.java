package postern.custody;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.index.WishMistake;
import postern.index.WishReader;
import postern.keeping.Hold;
import postern.keeping.Holds;
import postern.search.StoredSearch;
import postern.server.Failure;
import postern.server.Places;
import postern.store.SqliteStore;
import postern.store.Store;
import postern.terminal.Table;
import postern.terminal.Terminal;
import postern.tickets.SqlTickets;

/** {@code hold}: what must be kept, whatever its age and whoever asks for its erasure. */
@Command(name = "hold", mixinStandardHelpOptions = true,
    description = "Legal holds. What is held is deleted neither by age nor by 'postern erase'; agents who delete such mail move it to Desk/Deleted,"
        + " as any ticket's mail. Works beside a running gateway and counts at once.",
    footerHeading = "%nExamples:%n",
    footer = {"  postern hold add --ticket 482-109-3766 --reason 'court file 12 O 34/26'",
        "  postern hold add --person li@customer.example --reason 'complaint to the regulator'",
        "  postern hold add --topic complaint --from 2026-01-01 --until 2026-07-01 --reason 'product recall'",
        "  postern hold add --query 'subject:kettle (recall OR 召回) after:2026-01-01' --reason 'product recall'",
        "  postern hold list",
        "  postern hold lift 3 --reason 'case closed'"})
public final class HoldCommand implements Runnable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    HoldCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: hold add, list or lift");
    }

    /** What is held: one of them. */
    static final class What {
        @Option(names = "--ticket", required = true, paramLabel = "NUMBER", description = "one ticket")
        private String ticket;

        @Option(names = "--person", required = true, paramLabel = "ADDRESS", description = "all tickets of a person")
        private String person;

        @Option(names = "--topic", required = true, paramLabel = "TOPIC", description = "all tickets of a topic, with --from and --until")
        private String topic;

        @Option(names = "--query", required = true, paramLabel = "QUERY", description = "all tickets with a mail that 'postern search QUERY' finds, now or later:"
            + " those found now are held from now on; the query is asked again before anything is deleted, and what it finds then is held too. What once"
            + " came under the hold stays under it until it is lifted, also if it matches no more. Mail without a ticket is not held")
        private String query;
    }

    /** Why and who. */
    static final class Grounds {
        @Option(names = "--reason", required = true, description = "why, for the record")
        private String reason;

        @Option(names = "--by", paramLabel = "NAME", description = "who, for the record; default: who is logged in here")
        private String by = System.getProperty("user.name");
    }

    @Command(description = "Puts a hold on.", mixinStandardHelpOptions = true)
    int add(@Mixin Places.Home home, @ArgGroup(multiplicity = "1") What what, @Mixin Grounds grounds,
            @Option(names = "--from", paramLabel = "DAY", description = "tickets of the topic opened from this day on") LocalDate from,
            @Option(names = "--until", paramLabel = "DAY", description = "and before this day") LocalDate until) throws Failure {
        Hold.Scope scope;
        try {
            scope = scope(what, from, until);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
        return with(home.get(), holds -> {
            Hold hold = holds.add(scope, grounds.reason, grounds.by);
            terminal.say("hold %d is on %s: %d tickets now, and those that come under it", hold.id(), told(hold.scope()), holds.covered(hold.id()));
            return 0;
        });
    }

    @Command(description = "Shows the holds that are on.", mixinStandardHelpOptions = true)
    int list(@Mixin Places.Home home, @Option(names = "--all", description = "those that were lifted too") boolean all,
             @Option(names = "--json", description = "JSON Lines, one object a hold") boolean json) throws Failure {
        return with(home.get(), holds -> {
            List<Hold> shown = holds.all().stream().filter(hold -> all || hold.lifted().isEmpty()).toList();
            if (json) {
                shown.forEach(hold -> terminal.say("%s", written(hold, holds.covered(hold.id()))));
            } else if (shown.isEmpty()) {
                terminal.say("nothing is held");
            } else {
                Table table = new Table("hold", "on", "tickets", "since", "by", "reason", "lifted");
                shown.forEach(hold -> table.add(List.of("" + hold.id(), told(hold.scope()), "" + holds.covered(hold.id()), MINUTE.format(hold.at()), hold.by(),
                    hold.reason(), hold.lifted().map(lifted -> MINUTE.format(lifted.at()) + " " + lifted.by() + ": " + lifted.reason()).orElse("")), ""));
                table.print(terminal);
            }
            return 0;
        });
    }

    @Command(description = "Ends a hold; it stays on record.", mixinStandardHelpOptions = true)
    int lift(@Mixin Places.Home home, @Parameters(paramLabel = "HOLD", description = "its number in 'postern hold list'") long id, @Mixin Grounds grounds)
            throws Failure {
        return with(home.get(), holds -> {
            boolean lifted = holds.lift(id, grounds.reason, grounds.by).isPresent();
            terminal.say(lifted ? "hold %d is lifted" : "there is no hold %d that could be lifted", id);
            return lifted ? 0 : 1;
        });
    }

    private static Hold.Scope scope(What what, LocalDate from, LocalDate until) {
        if (what.topic != null && (from == null || until == null)) {
            throw new IllegalArgumentException("--topic needs --from DAY and --until DAY");
        }
        if (what.ticket != null) {
            List<TicketId> found = TicketId.find(what.ticket);
            if (found.size() != 1) {
                throw new IllegalArgumentException("'" + what.ticket + "' is not the number of a ticket");
            }
            return new Hold.Scope.OneTicket(found.getFirst());
        }
        if (what.query != null) {
            try {
                WishReader.read(what.query);
            } catch (WishMistake e) {
                throw new IllegalArgumentException(e.shown(what.query), e);
            }
            return new Hold.Scope.Query(what.query);
        }
        return what.person != null ? new Hold.Scope.Person(what.person)
            : new Hold.Scope.Topic(what.topic, from.atStartOfDay(ZoneId.systemDefault()).toInstant(), until.atStartOfDay(ZoneId.systemDefault()).toInstant());
    }

    static String told(Hold.Scope scope) {
        return switch (scope) {
            case Hold.Scope.OneTicket one -> "ticket " + one.ticket().value();
            case Hold.Scope.Person person -> "person " + person.address();
            case Hold.Scope.Query query -> "query " + query.query();
            case Hold.Scope.Topic topic -> "topic " + topic.topic() + " opened from " + MINUTE.format(topic.from()) + " to " + MINUTE.format(topic.until());
        };
    }

    private static String written(Hold hold, int tickets) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("hold", hold.id());
        object.put("on", told(hold.scope()));
        object.put("tickets", tickets);
        object.put("at", hold.at().toString());
        object.put("by", hold.by());
        object.put("reason", hold.reason());
        hold.lifted().ifPresent(lifted -> object.put("lifted", Map.of("at", lifted.at().toString(), "by", lifted.by(), "reason", lifted.reason())));
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of texts and numbers can be written", e);
        }
    }

    private static Desk noDesk() {
        throw new IllegalStateException("a hold moves no clock, so nobody asks for the desk");
    }

    private static int with(Path home, ToIntFunction<Holds> act) throws Failure {
        Path file = home.resolve("postern.db");
        if (!Files.exists(file)) {
            throw new Failure("there is no store in " + home + " yet; 'postern run' makes one, --home names another place");
        }
        try (Store store = SqliteStore.open(file, new SimpleMeterRegistry())) {
            return act.applyAsInt(new Holds(new SqlTickets(store, new SecureRandom(), HoldCommand::noDesk), store, Clock.systemUTC(),
                new StoredSearch(store)));
        }
    }
}
