package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.inject.AbstractModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.clocks.DueWatch;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.desk.file.DeskFile;
import postern.tickets.Tickets;

@DisplayName("What is due is shown besides the place where it lies, and said once")
class FlowDueTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    /** As a Date header begins after the weekday. */
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("d MMM yyyy HH:", Locale.UK).withZone(ZoneOffset.UTC);

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
        clock.set(WorkingMorning.TEN);
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

    /**
     * A team whose tickets are handed out and go up after nine hours of work, in a week of holidays: today is free, tomorrow is
     * worked whatever day it is, and then nobody works for a week.
     */
    private static Desk escalating(Desk sample, LocalDate today) {
        try {
            String text = Files.readString(Path.of("../conf/desk.yaml")).replace("    members: [alice, chen, dora]\n",
                "    members: [alice, chen, dora]\n    assign: auto\n    escalate: { to-tier-2: 9 h }\n")
                .replaceFirst("(?s)    holidays:\n.*?\n\n", "    holidays:\n      - %s\n      - %s..%s\n".concat(
                    "    make-up-days:\n      %s: fri\n      %s: fri\n\n")
                    .formatted(today, today.plusDays(2), today.plusDays(8), today.plusDays(1), today.plusDays(9)));
            return DeskFile.read("desk.yaml", text).orThrow().with(sample.listeners()).with(sample.outgoing());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String dates(ImapDialogue imap) throws IOException {
        imap.ok("SELECT INBOX");
        return String.join("\n", imap.ok("FETCH 1:* (BODY.PEEK[HEADER.FIELDS (DATE)])"));
    }

    @Test
    void agentThenLeadThenTheNextTierAndNobodyAtNightOrOnAHoliday() throws Exception {
        Shifted clock = new Shifted();
        LocalDate today = LocalDate.now(SHANGHAI);
        try (TestGateway gateway = TestGateway.start(home, sample -> escalating(sample, today), List.of(new AbstractModule() {
            @Override
            protected void configure() {
                bind(Clock.class).toInstance(clock);
            }
        })); ImapDialogue dora = gateway.agent("dora"); ImapDialogue alice = gateway.agent("alice")) {
            gateway.send("wang@customer.example", "returns@shop.example", "From: <wang@customer.example>\nTo: returns@shop.example\n"
                + "Subject: refund\n\nI want my money back for the shoes, please tell me how.\n");
            shows(dora, "Returns", 1);
            clock.set(at(today.plusDays(1), "09:30"));
            shows(dora, "Returns/dora", 1);
            Instant reminded = at(today.plusDays(1), "14:15");
            clock.set(reminded);
            await().atMost(PATIENCE).until(() -> dora.count("INBOX") == 1);
            assertThat(dates(dora)).as("on the make-up day").contains(HOUR.format(reminded));
            for (Instant free : List.of(at(today.plusDays(1), "23:00"), at(today.plusDays(4), "11:00"), at(today.plusDays(9), "02:00"))) {
                clock.set(free);
                gateway.gateway().part(DueWatch.class).look();
                shows(alice, "Desk/Overdue", 1);
            }
            Instant back = at(today.plusDays(9), "09:05");
            clock.set(back);
            await().atMost(PATIENCE).until(() -> alice.count("INBOX") == 1);
            assertThat(dates(alice)).as("neither at night nor on a holiday").contains(HOUR.format(back));
            shows(dora, "Returns/dora", 1);
            clock.set(at(today.plusDays(9), "10:31"));
            shows(alice, "Returns/alice", 1);
            shows(dora, "Returns/dora", 0);
            assertThat(List.of(dora.count("INBOX"), alice.count("INBOX"))).as("once each").containsExactly(1, 1);
        }
    }

    private static Instant at(LocalDate day, String time) {
        return day.atTime(LocalTime.parse(time)).atZone(SHANGHAI).toInstant();
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
