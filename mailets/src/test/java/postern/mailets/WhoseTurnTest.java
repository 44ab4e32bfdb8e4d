package postern.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import postern.desk.Agent;
import postern.desk.Priority;
import postern.desk.TicketId;
import postern.gestures.Act;
import postern.gestures.Merging;
import postern.tickets.Merges;
import postern.tickets.Sql;
import postern.tickets.Ticket;

/** What the simulated month found. */
@DisplayName("Whose turn it is, and since when")
class WhoseTurnTest {
    @TempDir
    private Path directory;
    private Rig rig;
    private Agent alice;
    private int mails;

    @BeforeEach
    void open() throws Exception {
        rig = new Rig(directory);
        alice = rig.desk.agents().get("alice");
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** @param about a mail of the same customer that this one follows; empty for a new ticket */
    private TicketId ask(String customer, String about) {
        return write(customer, about, "This is mail " + mails + " and I want to complain.");
    }

    private TicketId write(String customer, String about, String text) {
        String id = customer + ++mails;
        return rig.run(id, customer + "@customer.example", List.of("complaints@shop.example"), "From: <" + customer
            + "@customer.example>\nTo: <complaints@shop.example>\n"
            + "Subject: " + (about.isEmpty() ? "" : "Re: ") + "a complaint of " + customer + "\nMessage-ID: <" + id
                + "@customer.example>\n"
                + (about.isEmpty() ? "" : "In-Reply-To: <" + about + "@customer.example>\n")
            + "\n" + text + "\n").match().orElseThrow().ticket();
    }

    private void act(TicketId ticket, Act act) {
        rig.gestures.obey("act" + ++mails, ticket, act, alice, rig.now);
    }

    private void passes(String time) {
        rig.now = rig.now.plus(Duration.parse(time));
    }

    private Ticket stands(TicketId ticket) {
        return rig.tickets.find(ticket).orElseThrow();
    }

    private void merge(TicketId ticket, TicketId into) {
        Merging merging = new Merging(rig.store, rig.tickets, rig.conversations, rig.gestures);
        assertThat(merging.merge("merge" + ++mails, ticket, into, alice, rig.now)).isEmpty();
    }

    /** The merge is found by a mail of the mailbox, which the rig has not. */
    private void takeBack(TicketId ticket) {
        rig.store.writeAndWait(connection -> {
            long merge = Sql.first(connection, "select max(id) from ticket_merge", row -> row.getLong(1)).orElseThrow();
            Merges.takeBack(connection, new Merges.Merge(merge, ticket, 0, List.of()), rig.now, rig.desk);
            return null;
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aQuestionThatCameAlongIsDueWhenItsCustomerWasTold(boolean answered) {
        TicketId into = ask("li", "");
        if (answered) {
            act(into, new Act.Wait(Optional.empty()));
        }
        TicketId merged = ask("wang", "");
        Optional<Instant> told = stands(merged).deadline();
        passes("PT30M");
        merge(merged, into);
        assertThat(stands(into).state()).isEqualTo(Ticket.State.OPEN);
        assertThat(stands(into).deadline()).as("not half an hour later, and not by the promise of a second answer").isEqualTo(told);
        assertThat(stands(merged).state()).isEqualTo(Ticket.State.DONE);
    }

    @Test
    void whatWaitedForItsCustomerDoesSoAgainWhenTheMergeIsTakenBackAlsoIfSomebodyRankedItMeanwhile() {
        TicketId into = ask("li", "");
        act(into, new Act.Wait(Optional.empty()));
        TicketId merged = ask("wang", "");
        passes("PT30M");
        merge(merged, into);
        act(into, new Act.Rank(Priority.LOW));
        takeBack(merged);
        assertThat(stands(into).state()).isEqualTo(Ticket.State.WAITING);
        assertThat(stands(into).deadline()).isEmpty();
        assertThat(stands(merged).state()).isEqualTo(Ticket.State.OPEN);
        assertThat(stands(merged).deadline()).isPresent();
    }

    @Test
    void thanksUnderTheSubjectOfATicketThatWasMergedStartNoClock() {
        TicketId into = ask("li", "");
        TicketId merged = ask("wang", "");
        merge(merged, into);
        act(into, new Act.Wait(Optional.empty()));
        assertThat(write("wang", "wang2", "Thank you very much!")).isEqualTo(into);
        assertThat(stands(into).state()).isEqualTo(Ticket.State.WAITING);
        assertThat(stands(into).deadline()).isEmpty();
    }

    @Test
    void whatIsPartedTakesAlongWhoRefersToItAlsoIfItCameByAMerge() {
        TicketId into = ask("li", "");
        TicketId merged = ask("wang", "");
        ask("wang", "wang2");
        merge(merged, into);
        TicketId parted = rig.store.writeAndWait(connection -> Merges.part(connection, into, List.of("<wang3@customer.example>"),
            rig.now, new SecureRandom()));
        assertThat(ask("wang", "wang3")).isEqualTo(parted);
        assertThat(ask("wang", "wang2")).isEqualTo(into);
    }

    @Test
    void whoTakesAReopeningBackDoesNotHideWhatTheCustomerWroteMeanwhile() {
        TicketId ticket = ask("wang", "");
        act(ticket, new Act.Wait(Optional.empty()));
        passes("PT2H");
        act(ticket, new Act.Reopen());
        passes("PT20S");
        ask("wang", "wang1");
        Ticket asked = stands(ticket);
        passes("PT20S");
        act(ticket, new Act.Undo());
        assertThat(stands(ticket)).as("an undo undoes an agent's act, not a customer's mail").isEqualTo(asked);
        assertThat(asked.state()).isEqualTo(Ticket.State.OPEN);
    }
}
