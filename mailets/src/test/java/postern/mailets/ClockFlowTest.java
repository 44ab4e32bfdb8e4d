package postern.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.apache.mailet.Mail;
import org.apache.mailet.Mailet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.desk.Desk;
import postern.desk.Reason;
import postern.desk.TicketId;
import postern.desk.file.DeskFile;
import postern.store.Store;
import postern.tickets.ClockCache;
import postern.tickets.ClockReading;
import postern.tickets.Merges;
import postern.tickets.Queues;
import postern.tickets.Recount;
import postern.tickets.SampleDesk;
import postern.tickets.Ticket;
import postern.tickets.Tickets;
import postern.tickets.Turn;
import postern.triage.Docket;

@DisplayName("The clocks of a ticket as its mails come")
class ClockFlowTest {
    @TempDir
    Path directory;
    private Rig rig;
    private int mails;

    @BeforeEach
    void open() throws Exception {
        rig = new Rig(directory);
        rig.now = at("2026-11-23T10:00");
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static Instant at(String moment) {
        return LocalDateTime.parse(moment).atZone(ZoneId.of("Asia/Shanghai")).toInstant();
    }

    private Docket mail(String sender, String header, String text) {
        mails++;
        return rig.run("m" + mails, sender, List.of("complaints@shop.example"), "From: Wang Fang <wang@customer.example>\nTo: <complaints@shop.example>\nSubject: "
            + (mails == 1 ? "" : "Re: ") + "I want to complain\nMessage-ID: <" + mails + "@customer.example>\n" + header
            + (mails == 1 ? "" : "In-Reply-To: <1@customer.example>\n") + "\n" + text + "\n");
    }

    private Docket mail(String text) {
        return mail("wang@customer.example", "", text);
    }

    private void answer(TicketId ticket) {
        rig.tickets.change(ticket, new Tickets.Change(Optional.empty(), Optional.empty(), Optional.of(Ticket.State.WAITING), "alice", rig.now));
    }

    private String clocks(TicketId ticket) {
        ClockReading reading = rig.store.read(connection -> ClockCache.reading(connection, ticket, rig.desk)).orElseThrow();
        assertThat(rig.tickets.find(ticket).orElseThrow().deadline()).as("what is stored").isEqualTo(reading.nearest().map(ClockReading.Due::deadline));
        return reading.state() + " " + shown(reading.response()) + " " + shown(reading.resolution());
    }

    private static String shown(Optional<ClockReading.Due> due) {
        return due.map(one -> one.deadline().atZone(ZoneId.of("Asia/Shanghai")).toLocalDateTime().toString()).orElse("-");
    }

    @Test
    void runForTheFirstAnswerTheNextOneAndTheEnd() {
        TicketId ticket = mail("This is unacceptable.").match().orElseThrow().ticket();
        assertThat(clocks(ticket)).isEqualTo("OPEN 2026-11-23T11:00 2026-11-25T11:00");
        rig.now = at("2026-11-23T10:30");
        answer(ticket);
        assertThat(clocks(ticket)).isEqualTo("WAITING - -");
        rig.now = at("2026-11-24T09:00");
        Docket next = mail("It happened again.");
        assertThat(next.urgency().orElseThrow().reasons()).extracting(Reason::toString).contains("next-promise(complaint 2 h)");
        assertThat(clocks(ticket)).isEqualTo("OPEN 2026-11-24T11:00 2026-11-26T09:30");
    }

    @Test
    void standStillForThanksAndForMachines() {
        TicketId ticket = mail("This is unacceptable.").match().orElseThrow().ticket();
        rig.now = at("2026-11-23T10:30");
        answer(ticket);
        Docket thanks = mail("Thank you very much, Alice!\n\nBest regards,\nWang Fang");
        assertThat(thanks.match().orElseThrow().reasons()).extracting(Reason::code).contains("thanks-only");
        mail("wang@customer.example", "Auto-Submitted: auto-replied\n", "I am out of the office.");
        mail("", "Auto-Submitted: auto-replied\n", "I am out of the office.");
        assertThat(clocks(ticket)).isEqualTo("WAITING - -");
        assertThat(rig.filed()).hasSize(4).filteredOn(filed -> filed.mail().equals("m2")).allSatisfy(filed -> assertThat(filed.folder()).endsWith("/Waiting"));
        rig.now = at("2026-11-23T11:00");
        mail("Thank you, but it is still broken.");
        assertThat(clocks(ticket)).isEqualTo("OPEN 2026-11-23T14:30 2026-11-25T11:30");
        rig.now = at("2026-11-23T11:05");
        assertThat(mail("Thanks!").urgency().orElseThrow().deadline()).as("a clock that runs goes on").isEqualTo(at("2026-11-23T14:30"));
        assertThat(rig.tickets.find(ticket).orElseThrow().chasers()).isZero();
    }

    @Test
    void aFloodOfFurtherMailsAddsNoTurns() {
        TicketId ticket = mail("This is unacceptable.").match().orElseThrow().ticket();
        for (int i = 0; i < 20; i++) {
            rig.now = rig.now.plusSeconds(60);
            mail("And where is my answer, for the " + i + ". time?");
        }
        assertThat(rig.store.<List<Turn>>read(connection -> ClockCache.turns(connection, ticket))).hasSize(1);
        assertThat(clocks(ticket)).isEqualTo("OPEN 2026-11-23T11:00 2026-11-25T11:00");
    }

    @Test
    void areSummedAgainWhenAHolidayIsAnnounced() throws Exception {
        TicketId ticket = mail("This is unacceptable.").match().orElseThrow().ticket();
        Desk announced = DeskFile.read("desk.yaml", SampleDesk.text().replace("    holidays:\n", "    holidays:\n      - 2026-11-24\n")).orThrow();
        Store store = rig.store;
        Recount recount = new Recount(store);
        assertThat(recount.look(rig.desk, rig.now)).isZero();
        assertThat(recount.look(announced, rig.now)).isZero();
        assertThat(store.read(connection -> ClockCache.reading(connection, ticket, announced)).orElseThrow().resolution().orElseThrow().deadline())
            .as("the resolution moved, which is not due first").isEqualTo(at("2026-11-26T11:00"));
        Desk today = DeskFile.read("desk.yaml", SampleDesk.text().replace("    holidays:\n", "    holidays:\n      - 2026-11-23\n")).orThrow();
        assertThat(recount.look(today, rig.now)).isEqualTo(1);
        assertThat(rig.tickets.find(ticket).orElseThrow().deadline()).contains(at("2026-11-24T10:00"));
        assertThat(rig.tickets.events(ticket, 9).getLast().kind()).isEqualTo("recounted");
    }

    @Test
    void runForTheTicketThatGoesOnWhenItsMailWasDecidedWhileAgentsMergedIt() throws Exception {
        TicketId old = mail("This is unacceptable.").match().orElseThrow().ticket();
        TicketId survivor = rig.ask("other", "<other@example.com>", "").match().orElseThrow().ticket();
        answer(old);
        answer(survivor);
        Mail later = rig.mail("later", "wang@customer.example", List.of("complaints@shop.example"), "From: <wang@customer.example>\nTo: <complaints@shop.example>\n"
            + "Subject: Re: I want to complain\nMessage-ID: <later@customer.example>\nIn-Reply-To: <1@customer.example>\n\nWhen will you answer?\n");
        int decided = 8;
        rig.run(later, decided);
        rig.store.writeAndWait(connection -> Merges.merge(connection, old, survivor, List.of(), rig.now, rig.desk));
        for (Mailet act : rig.acts.subList(decided, rig.acts.size())) {
            act.service(later);
        }
        assertThat(rig.tickets.find(survivor).orElseThrow().state()).isEqualTo(Ticket.State.OPEN);
        assertThat(clocks(survivor)).startsWith("OPEN 2026-11-23T");
        assertThat(rig.tickets.find(old).orElseThrow().state()).isEqualTo(Ticket.State.DONE);
        assertThat(clocks(old)).startsWith("DONE -");
    }

    @Test
    void ofATierBeginAnewWhenATicketIsReopenedOrParted() throws Exception {
        rig.close();
        rig = new Rig(directory, DeskFile.read("desk.yaml", SampleDesk.text().replace("    members: [alice, chen, dora]\n",
            "    members: [alice, chen, dora]\n    escalate: { to-tier-2: 4 h }\n")).orThrow());
        TicketId reopened = rig.ask("first", "<first@example.com>", "").match().orElseThrow().ticket();
        TicketId parted = rig.run("second", "li@example.com", List.of(rig.service), rig.question("<second@example.com>", "").replace("wang.fang", "li"))
            .match().orElseThrow().ticket();
        answer(reopened);
        rig.store.writeAndWait(connection -> Merges.merge(connection, parted, reopened, List.of(7L), rig.now, rig.desk));
        rig.now = at("2026-11-26T10:00");
        rig.store.writeAndWait(connection -> {
            Merges.takeBack(connection, Merges.by(connection, reopened, 7L).orElseThrow(), rig.now, rig.desk);
            return null;
        });
        rig.tickets.change(reopened, new Tickets.Change(Optional.empty(), Optional.empty(), Optional.of(Ticket.State.OPEN), "alice", rig.now));
        assertThat(rig.store.<List<TicketId>>read(connection -> Queues.escalating(connection, rig.now, 9))).isEmpty();
        assertThat(rig.store.<List<TicketId>>read(connection -> Queues.escalating(connection, at("2026-11-26T16:00"), 9))).contains(reopened, parted);
    }
}
