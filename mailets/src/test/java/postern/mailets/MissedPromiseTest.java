package postern.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import postern.clocks.MissedWatch;
import postern.desk.TicketId;
import postern.desk.file.DeskFile;
import postern.letter.Letter;
import postern.letter.LetterReader;
import postern.replies.Composer;
import postern.tickets.Merges;
import postern.tickets.SampleDesk;
import postern.tickets.TicketEvent;

@DisplayName("The notice that a promise was missed")
class MissedPromiseTest {
    private static final String ENGLISH = "I want my money back for the shoes that never came, please tell me how to get it.";
    private static final String TRADITIONAL = "我的訂單一直沒有收到貨，請問退款什麼時候到帳？";

    @TempDir
    private Path directory;
    private Rig rig;
    private MissedWatch watch;

    /** @param perAddress mails that one address gets in a day */
    private void open(int perAddress) {
        rig = new Rig(directory, DeskFile.read("desk.yaml", SampleDesk.text()
            .replace("  per-address: 3\n", "  per-address: " + perAddress + "\n")).orThrow());
        rig.now = at("2026-11-23T10:00");
        watch = new MissedWatch(rig.store, new Composer(rig.seal, new SecureRandom()), rig.replies, () -> rig.desk, rig.clock);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private static Instant at(String moment) {
        return LocalDateTime.parse(moment).atZone(ZoneId.of("Asia/Shanghai")).toInstant();
    }

    private TicketId ask(String text) {
        return rig.run("question", "li@customer.example", List.of("returns@shop.example"),
            "From: <li@customer.example>\nTo: <returns@shop.example>\nMessage-ID: <1@customer.example>\n"
            + "Subject: 1\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + text
                + "\n").match().orElseThrow().ticket();
    }

    private void look(String moment) {
        rig.now = at(moment);
        watch.look();
    }

    private List<String> kinds(TicketId ticket) {
        return rig.tickets.events(ticket, 50).stream().map(TicketEvent::kind).toList();
    }

    private Letter lastSent() {
        return new LetterReader().read(rig.sent().getLast().message().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        I want my money back for the shoes that never came, please tell me how to get it.|We are sorry that you have no answer yet|have not managed it in time|24 November
        我的訂單一直沒有收到貨，請問退款什麼時候到帳？麻煩您儘快處理，謝謝。|抱歉，您的來信尚未得到回覆|但沒有做到|11月24日
        我的订单一直没有收到货，请问退款什么时候到账？麻烦您尽快处理，谢谢。|抱歉，您的邮件尚未得到答复|但没有做到|11月24日
        """)
    void isInTheCustomersLanguageAndNamesTheNewTime(String text, String subject, String sorry, String day) {
        open(3);
        TicketId ticket = ask(text);
        look("2026-11-23T16:00");
        assertThat(kinds(ticket)).containsOnlyOnce("promise-missed");
        assertThat(lastSent().subject()).contains(subject, "[#" + ticket + "]");
        assertThat(lastSent().text()).contains(sorry, day);
    }

    @Test
    void comesInWorkingHoursOnly() {
        open(3);
        TicketId ticket = ask(ENGLISH);
        for (String asleep : List.of("2026-11-23T18:00", "2026-11-24T00:00", "2026-11-24T08:59", "2026-11-28T11:00")) {
            look(asleep);
            assertThat(kinds(ticket)).as(asleep).doesNotContain("promise-missed");
        }
        look("2026-11-30T09:00");
        assertThat(kinds(ticket)).containsOnlyOnce("promise-missed");
    }

    @Test
    void waitsWhileTheAddressHasHadAllItMayAndComesOnceThen() {
        open(1);
        TicketId ticket = ask(TRADITIONAL);
        for (String full : List.of("2026-11-23T16:00", "2026-11-23T17:00", "2026-11-24T09:30")) {
            look(full);
            assertThat(kinds(ticket)).as(full).doesNotContain("promise-missed");
        }
        for (String free : List.of("2026-11-24T10:01", "2026-11-24T10:02", "2026-11-26T10:03")) {
            look(free);
            assertThat(kinds(ticket)).as(free).containsOnlyOnce("promise-missed");
        }
        assertThat(rig.rows("left_behind")).as("the confirmation and the notice").isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"li,1", "wang,2"})
    void comesAlsoForATicketThatWasMergedAndOnceToEachCustomer(String other, int notices) {
        open(9);
        TicketId merged = ask(ENGLISH);
        TicketId into = rig.run("other", other + "@customer.example", List.of("returns@shop.example"), "From: <" + other
            + "@customer.example>\n"
            + "To: <returns@shop.example>\nMessage-ID: <2@customer.example>\nSubject: a refund\n\nNow about something else: where is the refund?\n")
            .match().orElseThrow().ticket();
        rig.store.writeAndWait(connection -> Merges.merge(connection, merged, into, List.of(), rig.now, rig.desk));
        look("2026-11-23T16:00");
        look("2026-11-23T17:00");
        assertThat(kinds(into).stream().filter("promise-missed"::equals)).hasSize(notices);
        assertThat(rig.rows("left_behind")).as("confirmations and notices").isEqualTo(2 + notices);
        assertThat(rig.rows("promise_told")).isZero();
    }
}
