package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.inject.AbstractModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.clocks.MissedWatch;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.desk.file.DeskFile;
import postern.letter.LetterReader;
import postern.tickets.TicketEvent;
import postern.tickets.Tickets;
import postern.triage.Seal;

@DisplayName("Who was told a time and has no answer then hears so once, with a new time")
class FlowMissedPromiseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final String CHINESE = "订单退款一直没有收到，请告诉我怎么办理，谢谢。";

    @TempDir
    private Path home;

    private final LocalDate today = LocalDate.now(SHANGHAI);
    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

    private final class Shifted extends Clock {
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

    private void set(Instant now) {
        offset.set(Duration.between(Instant.now(), now));
    }

    private Instant at(int days, String time) {
        return today.plusDays(days).atTime(LocalTime.parse(time)).atZone(SHANGHAI).toInstant();
    }

    /** Today is free, tomorrow is worked whatever day it is, then nobody works for a week; what is promised is an hour. */
    private Desk desk(Desk sample, String missed) {
        try {
            String text = Files.readString(Path.of("../conf/desk.yaml"))
                .replaceFirst("(?s)\npromises:\n.*?\n\n", ("\npromises:\n  enquiry: { first-response: 1 h, missed: %1$s }\n"
                    + "  complaint: { first-response: 1 h, missed: %1$s }\n"
                    + "  standard: { first-response: 1 h, missed: %1$s }\n\n").formatted(missed))
                .replaceFirst("(?s)    holidays:\n.*?\n\n", "    holidays:\n      - %s\n      - %s..%s\n    make-up-days:\n      %s: fri\n      %s: fri\n\n"
                    .formatted(today, today.plusDays(2), today.plusDays(8), today.plusDays(1), today.plusDays(9)));
            return DeskFile.read("desk.yaml", text).orThrow().with(sample.listeners()).with(sample.outgoing());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TestGateway start(String missed) throws Exception {
        return TestGateway.start(home, sample -> desk(sample, missed), List.of(new AbstractModule() {
            @Override
            protected void configure() {
                bind(Clock.class).toInstance(new Shifted());
            }
        }));
    }

    private static TicketId ask(TestGateway gateway, String name, String text) throws IOException {
        int before = gateway.deliveries().size();
        gateway.send(name + "@customer.example", "returns@shop.example", "From: <" + name + "@customer.example>\nTo: returns@shop.example\n"
            + "Message-ID: <missed-" + name + "@customer.example>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
            + "Content-Transfer-Encoding: 8bit\nSubject: refund\n\n" + text + "\n");
        await().atMost(PATIENCE).until(() -> gateway.deliveries().size() == before + 1);
        return TicketId.find(new LetterReader().read(gateway.deliveries().getLast().content()).subject()).getFirst();
    }

    private static List<String> kinds(TestGateway gateway, TicketId ticket) {
        return gateway.gateway().part(Tickets.class).events(ticket, 50).stream().map(TicketEvent::kind).toList();
    }

    private static void look(TestGateway gateway) {
        gateway.gateway().part(MissedWatch.class).look();
    }

    @Test
    void onceInTheirLanguageWhileTheDeskWorksAndNeverAfterAnAnswer() throws Exception {
        TicketId ticket;
        TicketId answered;
        try (TestGateway gateway = start("notice"); ImapDialogue alice = gateway.agent("alice")) {
            answered = ask(gateway, "li", "I want my money back for the shoes, please tell me how.");
            gateway.submit("alice", List.of("li@customer.example"), "From: " + gateway.gateway().desk().agents().get("alice").login()
                + "\nTo: li@customer.example\nSubject: Re: refund [#" + answered + "]\nIn-Reply-To: <missed-li@customer.example>\n\nWe send it today.\n");
            await().atMost(PATIENCE).until(() -> kinds(gateway, answered).contains("answered"));
            await().atMost(PATIENCE).until(() -> gateway.deliveries().size() == 2);
            ticket = ask(gateway, "wang", CHINESE);
            set(at(1, "09:59"));
            look(gateway);
            assertThat(kinds(gateway, ticket)).as("before the deadline").doesNotContain("promise-missed");
            for (Instant closed : List.of(at(1, "23:00"), at(4, "11:00"))) {
                set(closed);
                look(gateway);
                assertThat(kinds(gateway, ticket)).as("while nobody works").doesNotContain("promise-missed");
            }
            set(at(9, "09:05"));
            await().atMost(PATIENCE).until(() -> gateway.deliveries().size() == 4);
            isNotice(gateway, ticket);
            set(at(9, "11:30"));
            look(gateway);
            assertThat(kinds(gateway, ticket)).containsOnlyOnce("promise-missed");
        }
        try (TestGateway again = start("notice")) {
            look(again);
            assertThat(kinds(again, ticket)).as("nor after a restart").containsOnlyOnce("promise-missed");
            assertThat(kinds(again, answered)).doesNotContain("promise-missed");
            assertThat(again.deliveries()).isEmpty();
        }
    }

    private void isNotice(TestGateway gateway, TicketId ticket) {
        var delivery = gateway.deliveries().getLast();
        var notice = new LetterReader().read(delivery.content());
        LocalDate day = today.plusDays(9);
        assertThat(delivery.recipients()).containsExactly("wang@customer.example");
        assertThat(delivery.sender()).as("RFC 3834 §3.3").isEmpty();
        assertThat(notice.subject()).contains("抱歉", "[#" + ticket + "]");
        assertThat(notice.text()).contains("没有做到", day.getMonthValue() + "月" + day.getDayOfMonth() + "日", "10:0");
        assertThat(new String(delivery.content(), StandardCharsets.UTF_8)).contains("Auto-Submitted: auto-replied",
            "In-Reply-To: <missed-wang@customer.example>");
        assertThat(gateway.gateway().part(Seal.class).open(notice.messageId().orElseThrow())).as("a reply joins").contains(ticket);
    }

    @Test
    void notOfAPromiseThatDeskYamlKeepsSilentAbout() throws Exception {
        try (TestGateway gateway = start("silent")) {
            TicketId ticket = ask(gateway, "wang", CHINESE);
            set(at(1, "11:00"));
            look(gateway);
            assertThat(kinds(gateway, ticket)).contains("acknowledged").doesNotContain("promise-missed");
            assertThat(gateway.deliveries()).hasSize(1);
        }
    }
}
