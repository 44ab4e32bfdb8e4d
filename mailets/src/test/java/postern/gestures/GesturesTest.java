package postern.gestures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import postern.desk.Desk;
import postern.desk.Priority;
import postern.desk.TicketId;
import postern.desk.file.DeskFile;
import postern.tickets.Ticket;
import postern.triage.Level;

/** Guarantees 1 and 3 of the package. Tickets are written {@code team agent state priority}, with - for nobody. */
@DisplayName("What a change in a mail program means")
class GesturesTest {
    private static final Desk DESK = sample();
    /** A Monday, ten o'clock in Shanghai. */
    private static final Instant AT = Instant.parse("2026-11-23T02:00:00Z");
    private static final Instant DUE = AT.plusSeconds(3600);

    private static Desk sample() {
        try {
            return DeskFile.read("conf/desk.yaml", Files.readString(Path.of("").toAbsolutePath().resolveSibling("conf/desk.yaml"))).orThrow();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Ticket ticket(String standing) {
        String[] words = standing.split(" ");
        return new Ticket(TicketId.ofDigits("1000000005"), Ticket.State.valueOf(words[2].toUpperCase(Locale.ROOT)), "", "", "zh", Optional.of("refund"), Optional.of(words[0]),
            Optional.of(words[1]).filter(id -> !id.equals("-")), Optional.of(Priority.valueOf(words[3].toUpperCase(Locale.ROOT))), Optional.of(DUE),
            AT, Optional.empty(), Optional.empty(), 0, 1);
    }

    private static String after(Change change, Ticket ticket) {
        List<Act> acts = Gestures.read(change, Standing.of(ticket, DESK), DESK);
        return switch (Gestures.effect(acts, ticket, "alice", AT, Optional.empty(), DESK)) {
            case Gestures.Effect.Nothing nothing -> "nothing";
            case Gestures.Effect.Moved(Standing to, String act) -> words(to);
            case Gestures.Effect.Undone undone -> "undone";
        };
    }

    private static String words(Standing to) {
        return String.join(" ", to.team(), to.agent().orElse("-"), to.state().name().toLowerCase(Locale.ROOT), to.priority().name().toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
        Returns,             returns - open normal,        nothing
        Returns/alice,       returns - open normal,        returns alice open normal
        Returns,             returns alice open normal,    returns - open normal
        Returns/Waiting,     returns alice open normal,    returns alice waiting normal
        Returns/Done,        returns alice open normal,    returns alice done normal
        Returns/Done,        returns alice done normal,    nothing
        Returns,             returns alice done high,      returns - open high
        Complaints,          returns chen open normal,     complaints - open normal
        Complaints/Done,     returns chen open normal,     complaints - done normal
        Complaints/Done,     returns alice open normal,    complaints alice done normal
        Complaints/chen,     returns - open normal,        nothing
        Returns/nobody,      returns - open normal,        nothing
        Desk/Templates,      returns - open normal,        nothing
        Elsewhere,           returns - open normal,        nothing
        """)
    void aFolder(String folder, String before, String after) {
        assertThat(after(new Change.Laid(Optional.of(folder), Optional.empty()), ticket(before))).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource({"Junk, returns - done normal", "Archive/Spam, returns - done normal", "垃圾邮件, returns - done normal", "Trash, nothing", "Notes, nothing"})
    void aFolderOfTheAgentsOwn(String folder, String after) {
        assertThat(after(new Change.Laid(Optional.empty(), Optional.of(folder)), ticket("returns - open normal"))).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        +$Done,                              returns alice open normal,   returns alice done normal
        +$done,                              returns alice open normal,   returns alice done normal
        -$Done,                              returns alice done normal,   returns alice open normal
        -$Done,                              returns alice open normal,   nothing
        +$Waiting,                           returns - open normal,       returns - waiting normal
        -$Waiting,                           returns alice waiting low,   returns alice open low
        +$Urgent,                            returns - open normal,       returns - open urgent
        -$Urgent,                            returns - open urgent,       returns - open normal
        -$Urgent,                            returns - open high,         nothing
        +priority-low -priority-normal,      returns - open normal,       returns - open low
        +team-orders,                        returns alice open normal,   orders - open normal
        +team-orders -team-returns,          returns alice done normal,   orders - open normal
        -team-returns,                       returns alice open normal,   nothing
        +topic-invoice,                      returns alice open normal,   orders - open normal
        +topic-refund,                       returns alice open normal,   nothing
        +agent-dora,                         returns alice open normal,   returns dora open normal
        +agent-feng,                         returns alice open normal,   nothing
        +agent-feng +team-technical,         returns alice open normal,   technical feng open normal
        -agent-alice,                        returns alice open normal,   returns - open normal
        +$Done +$Urgent,                     returns alice open normal,   returns alice done urgent
        +$Escalated,                         returns dora open normal,    returns alice open high
        +$Junk,                              returns - open normal,       returns - done normal
        -$Junk,                              returns - done normal,       returns - open normal
        -Junk +NonJunk,                      returns - waiting normal,    nothing
        +$label1 +NonJunk,                   returns - open normal,       nothing
        -ticket-100-000-0003 -$Done,         returns alice done normal,   nothing
        """)
    void keywords(String keywords, String before, String after) {
        Set<String> added = new TreeSet<>();
        Set<String> removed = new TreeSet<>();
        Arrays.stream(keywords.split(" ")).forEach(one -> (one.startsWith("+") ? added : removed).add(one.substring(1)));
        assertThat(after(new Change.Marked(added, removed), ticket(before))).isEqualTo(after);
    }

    @Test
    void anExpungeIsNoAct() {
        assertThat(after(new Change.Gone(), ticket("returns - open normal"))).isEqualTo("nothing");
    }

    private static Gestures.Effect back(String by, int seconds, String state) {
        Ticket before = ticket("returns alice open normal");
        Gestures.Past past = new Gestures.Past(7, "alice", AT, before, Standing.of(ticket("returns alice done normal"), DESK), "finish", new Level(1, Optional.empty()));
        return Gestures.effect(List.of(new Act.Reopen()), ticket("returns alice " + state + " normal"), by, AT.plusSeconds(seconds), Optional.of(past), DESK);
    }

    @Test
    void whoTakesAnOwnActBackWithinAMinuteUndoesIt() {
        assertThat(back("alice", 60, "done")).isInstanceOf(Gestures.Effect.Undone.class);
        assertThat(back("alice", 61, "done")).isInstanceOf(Gestures.Effect.Moved.class);
        assertThat(back("alice", 0, "done")).isInstanceOf(Gestures.Effect.Undone.class);
        assertThat(back("alice", -1, "done")).as("asked for before that was done").isInstanceOf(Gestures.Effect.Moved.class);
        assertThat(back("dora", 5, "done")).isInstanceOf(Gestures.Effect.Moved.class);
        assertThat(back("alice", 5, "waiting")).as("something else happened since").isInstanceOf(Gestures.Effect.Moved.class);
    }

    @Test
    void aClockThatStoppedBeginsAnewAndOneThatRunsGoesOn() {
        Standing done = Standing.of(ticket("returns alice done normal"), DESK);
        assertThat(done.after(new Act.Reopen(), ticket("returns alice done normal"), AT, DESK).deadline()).contains(AT.plusSeconds(4 * 3600 + 90 * 60));
        Standing open = Standing.of(ticket("returns alice open normal"), DESK);
        assertThat(open.after(new Act.Assign("orders", Optional.empty()), ticket("returns alice open normal"), AT, DESK).deadline()).contains(DUE);
    }

    @Test
    void keywordsSayHowTheTicketStandsAndKeepWhatIsNotTheirs() {
        Standing standing = Standing.of(ticket("orders bob done urgent"), DESK);
        assertThat(standing.keywords(List.of("ticket-100-000-0003", "topic-refund", "team-returns", "priority-high", "$Waiting", "$Forwarded")))
            .containsExactlyInAnyOrder("ticket-100-000-0003", "topic-refund", "$Forwarded", "team-orders", "agent-bob", "priority-urgent", "$Urgent", "$Done");
        assertThat(standing.keywords(List.of("$Junk", "$Escalated"))).as("done").contains("$Junk").doesNotContain("$Escalated");
        assertThat(Standing.of(ticket("orders bob open urgent"), DESK).keywords(List.of("$Junk", "$Escalated"))).as("open again")
            .contains("$Escalated").doesNotContain("$Junk");
    }
}
