package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.inject.AbstractModule;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.archive.Archive;
import postern.archive.Archived;
import postern.archive.Archivist;
import postern.desk.Retention;
import postern.desk.TicketId;
import postern.keeping.Holds;
import postern.keeping.RetentionSweep;
import postern.keeping.RetentionSweep.Swept;
import postern.terminal.Terminal;
import postern.tickets.Ticket;
import postern.tickets.TicketEvent;
import postern.tickets.Tickets;

@DisplayName("Mail is kept for its time, and for as long as it is held")
class FlowRetentionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Retention RETENTION = new Retention(Map.of("default", Optional.of(Period.ofYears(3)), "junk", Optional.of(Period.ofDays(30))));

    @TempDir
    private Path home;
    private TestGateway gateway;
    private ImapDialogue alice;

    private static final class Shifted extends Clock {
        private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(offset.get());
        }
    }

    private TestGateway start(Clock clock) throws Exception {
        return TestGateway.start(home, desk -> desk.with(RETENTION), List.of(new AbstractModule() {
            @Override
            protected void configure() {
                bind(Clock.class).toInstance(clock);
            }
        }));
    }

    private TicketId ask(String name) throws IOException {
        gateway.send(name + "@customer.example", "returns@shop.example", "From: <" + name + "@customer.example>\nTo: returns@shop.example\nMessage-ID: <"
            + name + "@customer.example>\nSubject: refund of " + name + "\n\nI want my money back.\n");
        await().atMost(PATIENCE).until(() -> !alice.ok("UID SEARCH FROM " + name).contains("* SEARCH"));
        return TicketId.find(String.join("", alice.ok("UID FETCH " + uid(name) + " (BODY.PEEK[HEADER.FIELDS (X-Postern-Ticket)])"))).getFirst();
    }

    private String uid(String name) throws IOException {
        return alice.ok("UID SEARCH FROM " + name).getFirst().replace("* SEARCH", "").strip();
    }

    private void becomes(TicketId ticket, Ticket.State state) {
        await().atMost(PATIENCE).until(() -> now(ticket).state() == state);
    }

    private Ticket now(TicketId ticket) {
        return gateway.gateway().part(Tickets.class).find(ticket).orElseThrow();
    }

    private Swept sweep() {
        return gateway.gateway().part(RetentionSweep.class).sweep();
    }

    private String hold(String... arguments) {
        StringWriter out = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(out, true), 120, false, false);
        String[] line = new String[arguments.length + 4];
        line[0] = "hold";
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        System.arraycopy(new String[] {"--home", home.toString(), "--reason=court"}, 0, line, arguments.length + 1, 3);
        assertThat(Main.run(terminal, line)).as(out.toString()).isZero();
        return out.toString();
    }

    @Test
    void doneMailGoesAfterItsTimeAndOpenAndHeldMailStays() throws Exception {
        Shifted clock = new Shifted();
        gateway = start(clock);
        try (TestGateway running = gateway; ImapDialogue other = gateway.agent("alice")) {
            alice = gateway.agent("alice");
            alice.ok("SELECT Returns");
            TicketId done = ask("li");
            TicketId open = ask("wang");
            TicketId held = ask("zhao");
            TicketId junk = ask("spammer");
            alice.ok("UID MOVE " + uid("li") + "," + uid("zhao") + " Returns/Done");
            alice.ok("UID STORE " + uid("spammer") + " +FLAGS ($Junk)");
            becomes(done, Ticket.State.DONE);
            becomes(held, Ticket.State.DONE);
            becomes(junk, Ticket.State.DONE);
            assertThat(hold("add", "--person", "zhao@customer.example")).contains("hold 1 is on person zhao@customer.example: 1 tickets");
            assertThat(sweep()).isEqualTo(new Swept(0, 0));
            await().atMost(PATIENCE).until(() -> running.gateway().part(Archivist.class).progress().behind() == 0);
            clock.offset.set(Duration.ofDays(31));
            assertThat(sweep()).as("junk").isEqualTo(new Swept(1, 1));
            other.ok("SELECT Returns/Done");
            assertThat(other.count("Returns/Done")).isEqualTo(2);
            clock.offset.set(Duration.ofDays(3 * 366));
            assertThat(sweep()).as("done for three years").isEqualTo(new Swept(1, 1));
            assertThat(other.ok("NOOP")).as("a client that looks sees it go").anyMatch(line -> line.matches("\\* \\d EXPUNGE"));
            assertThat(now(done)).extracting(Ticket::customer, Ticket::subject, Ticket::state).containsExactly("", "", Ticket.State.DONE);
            Archive archive = gateway.gateway().part(Archive.class);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(archive.ofTicket(done)).isNotEmpty().allMatch(mail -> mail.erased().isPresent()));
            assertThat(archive.ofTicket(held)).isNotEmpty().noneMatch(mail -> mail.erased().isPresent());
            assertThat(now(open)).extracting(Ticket::customer, Ticket::state).containsExactly("wang@customer.example", Ticket.State.OPEN);
            assertThat(uid("wang")).isNotEmpty();
            heldMailStaysWhateverAgentsDo(other, held);
            hold("lift", "1");
            assertThat(sweep()).isEqualTo(new Swept(1, 1));
            assertThat(sweep()).as("once").isEqualTo(new Swept(0, 0));
            assertThat(gateway.gateway().part(Tickets.class).events(held, 100)).as("figures").extracting(TicketEvent::kind).contains("opened", "held", "released");
            assertThat(gateway.gateway().part(Tickets.class).events(held, 100)).extracting(TicketEvent::detail).containsOnly("");
        }
    }

    private void heldMailStaysWhateverAgentsDo(ImapDialogue other, TicketId held) throws Exception {
        assertThat(now(held).customer()).isEqualTo("zhao@customer.example");
        other.ok("STORE 1:* +FLAGS (\\Deleted)");
        other.ok("EXPUNGE");
        await().atMost(PATIENCE).until(() -> alice.count("Returns/Done") + alice.count("Desk/Deleted") == 1);
        assertThat(sweep()).isEqualTo(new Swept(0, 0));
    }

    private void aQueryHoldsWhatMatchedItAtAnyTime(Question first, Shifted clock) throws Exception {
        try (Question later = Question.ask(gateway, "recalled")) {
            StringWriter out = new StringWriter();
            Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(out, true), 120, false, false);
            assertThat(Main.run(terminal, "hold", "add", "--query", "from:\"", "--reason=x", "--home", home.toString())).as(out.toString()).isEqualTo(2);
            assertThat(hold("add", "--query", "from:parted-end state:done")).contains("hold 2 is on query from:parted-end state:done: 2 tickets");
            assertThat(hold("add", "--query", "money from:recalled-end state:done")).contains(": 0 tickets");
            later.order("alice", "done");
            becomes(later.ticket(), Ticket.State.DONE);
            clock.offset.set(Duration.ofDays(10 * 366));
            assertThat(sweep()).as("the query is asked again before anything is deleted").isEqualTo(new Swept(0, 0));
            assertThat(later.events()).contains("held");
            first.order("alice", "reopen");
            becomes(first.ticket(), Ticket.State.OPEN);
            Holds holds = gateway.gateway().part(Holds.class);
            holds.renew();
            assertThat(holds.covered(2)).as("also what matches no more").isEqualTo(2);
            assertThat(holds.covered(3)).isEqualTo(1);
        }
    }

    @Test
    void whatWasOneConversationIsKeptAsLongAsAnyOfItsTickets() throws Exception {
        Shifted clock = new Shifted();
        gateway = start(clock);
        try (TestGateway running = gateway; Question merged = Question.ask(running, "merged"); Question survivor = Question.ask(running, "survivor");
                Question parted = Question.ask(running, "parted")) {
            merged.order("alice", "merge-" + survivor.ticket());
            await().atMost(PATIENCE).until(() -> merged.events().contains("merged"));
            parted.chase("<other@customer.example>");
            parted.comesTo("Returns", 2);
            running.submit("alice", List.of("desk+split@shop.example"), "From: alice@shop.example\nTo: desk+split@shop.example\nSubject: Re: refund\n"
                + "In-Reply-To: <other@customer.example>\n\n\n");
            await().atMost(PATIENCE).until(() -> parted.events().contains("split"));
            parted.order("alice", "done");
            becomes(parted.ticket(), Ticket.State.DONE);
            await().atMost(PATIENCE).until(() -> running.gateway().part(Archivist.class).progress().behind() == 0);
            Archive archive = running.gateway().part(Archive.class);
            assertThat(archive.ofTicket(survivor.ticket()).stream().map(Archived::name)).as("the whole conversation")
                .containsAll(archive.ofTicket(merged.ticket()).stream().map(Archived::name).toList());
            clock.offset.set(Duration.ofDays(3 * 366));
            assertThat(sweep()).as("both go on as open tickets").isEqualTo(new Swept(0, 0));
            survivor.order("alice", "done");
            becomes(survivor.ticket(), Ticket.State.DONE);
            clock.offset.set(Duration.ofDays(6 * 366 + 3));
            assertThat(hold("add", "--ticket", merged.ticket().value())).contains("2 tickets");
            assertThat(sweep()).as("a hold on one of them").isEqualTo(new Swept(0, 0));
            hold("lift", "1");
            assertThat(sweep()).isEqualTo(new Swept(2, 2));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(archive.ofTicket(survivor.ticket())).hasSizeGreaterThan(2)
                .allMatch(mail -> mail.erased().isPresent()));
            aQueryHoldsWhatMatchedItAtAnyTime(parted, clock);
            assertThat(archive.ofTicket(parted.ticket())).as("of the one whose other part is open").hasSizeGreaterThan(1).noneMatch(mail -> mail.erased().isPresent());
        }
    }
}
