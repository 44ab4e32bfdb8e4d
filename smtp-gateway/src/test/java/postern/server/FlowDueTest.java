package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.inject.AbstractModule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.desk.TicketId;
import postern.tickets.Tickets;

@DisplayName("What is due is shown besides the place where it lies, and said once")
class FlowDueTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path home;

    /** Goes on from wherever it is set to. */
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

        void set(Instant now) {
            offset.set(Duration.between(Instant.now(), now));
        }
    }

    private static String uids(ImapDialogue imap, String folder) throws IOException {
        imap.ok("SELECT \"" + folder + "\"");
        Matcher uids = Pattern.compile("\\* SEARCH ([\\d ]+)").matcher(String.join("\n", imap.ok("UID SEARCH FROM wang@customer.example")));
        return uids.find() ? uids.group(1).strip() : "";
    }

    private static void shows(ImapDialogue imap, String folder, int mails) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(uids(imap, folder).split(" ")).as(folder).hasSize(Math.max(1, mails))
            .allMatch(uid -> uid.isEmpty() == (mails == 0)));
    }

    private static void ask(TestGateway gateway, ImapDialogue alice) throws IOException {
        gateway.send("wang@customer.example", "returns@shop.example", "From: <wang@customer.example>\nTo: returns@shop.example\nMessage-ID: "
            + "<due-1@customer.example>\nSubject: refund\n\nI want my money back.\n");
        await().atMost(PATIENCE).until(() -> alice.count("Returns") == 1);
    }

    @Test
    void beforeAndAfterTheDeadlineUntilItIsAnswered() throws Exception {
        Shifted clock = new Shifted();
        try (TestGateway gateway = TestGateway.start(home, UnaryOperator.identity(), List.of(new AbstractModule() {
            @Override
            protected void configure() {
                bind(Clock.class).toInstance(clock);
            }
        })); ImapDialogue alice = gateway.agent("alice")) {
            ask(gateway, alice);
            alice.ok("SELECT Returns");
            alice.ok("UID MOVE 1 Returns/alice");
            shows(alice, "Returns/alice", 1);
            Tickets tickets = gateway.gateway().part(Tickets.class);
            TicketId ticket = TicketId.find(String.join("", alice.ok("FETCH 1 (BODY.PEEK[HEADER.FIELDS (X-Postern-Ticket)])"))).getFirst();
            String uid = uids(alice, "Returns/alice");
            Instant deadline = tickets.find(ticket).orElseThrow().deadline().orElseThrow();
            assertThat(uids(alice, "Desk/Due soon")).isEmpty();
            clock.set(deadline.minusSeconds(60));
            shows(alice, "Desk/Due soon", 1);
            await().atMost(PATIENCE).until(() -> alice.count("INBOX") == 1);
            clock.set(deadline.plusMillis(10));
            shows(alice, "Desk/Overdue", 1);
            shows(alice, "Desk/Due soon", 0);
            await().atMost(PATIENCE).until(() -> alice.count("INBOX") == 2);
            assertThat(uids(alice, "Returns/alice")).as("it lies where it lay").isEqualTo(uid);
            alice.ok("UID MOVE " + uid + " Returns/Waiting");
            shows(alice, "Desk/Overdue", 0);
            shows(alice, "Returns/Waiting", 1);
            assertThat(alice.count("INBOX")).as("once each").isEqualTo(2);
        }
    }

    @Test
    void whoDragsAMailIntoAViewFindsItWhereItLay() throws Exception {
        try (TestGateway gateway = TestGateway.start(home); ImapDialogue alice = gateway.agent("alice")) {
            ask(gateway, alice);
            for (String view : List.of("Desk/Overdue", "Desk/Due soon")) {
                alice.ok("UID MOVE " + uids(alice, "Returns") + " \"" + view + "\"");
                shows(alice, "Returns", 1);
                shows(alice, view, 0);
                assertThat(alice.count("Desk/Deleted")).isZero();
            }
        }
    }
}
