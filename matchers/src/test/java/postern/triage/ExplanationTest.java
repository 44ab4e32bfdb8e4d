package postern.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import postern.desk.Desk;
import postern.desk.Priority;
import postern.desk.Reason;
import postern.desk.TicketId;
import postern.desk.file.SampleDesk;
import postern.letter.Letter;
import postern.letter.Origin;

/** Guarantees 6 and 7 of the design: the header says why, and nothing of the customer's gets out of it. */
class ExplanationTest {
    private static final Desk DESK = SampleDesk.read();
    private static final String SERVICE = DESK.addresses().keySet().iterator().next();
    private static final Seal SEAL = new Seal(new byte[32]);

    private static Docket docket(String detail) {
        return Docket.of(new Envelope("m", "wang@example.com", List.of(SERVICE, "other@example.com"), Instant.EPOCH, Optional.empty(), false))
            .with(Letter.builder().language("zh-Hant").messageId("<1@example.com>").build())
            .with(new Match.Joined(TicketId.ofDigits("4821093766"), List.of(Reason.of("reference", detail)), 2))
            .with(new Classification(DESK.fallbackTopic(), Map.of(), Optional.empty(), List.of(Reason.of("rule-word", detail))))
            .with(new Urgency(Priority.HIGH, Instant.parse("2026-11-23T10:00:00.5Z"), List.of()))
            .with(new Assignment(DESK.catchAllTeam(), Optional.empty(), List.of()))
            .with(new ReplyDecision(false, Reason.of("follow-up"), false));
    }

    @Test
    void everyDecisionStandsInTheHeaderInTheWordsOfItsReason() {
        assertThat(Explanation.of(docket("退款"), DESK, SEAL).header()).isEqualTo("""
            Return-Path: <wang@example.com>
            Delivered-To: %s
            X-Postern-Ticket: 482-109-3766
            X-Postern-Match: joined; chasers=2
            X-Postern-Origin: customer
            X-Postern-Language: zh-Hant
            X-Postern-Topic: %s
            X-Postern-Priority: high
            X-Postern-Team: %s
            X-Postern-Deadline: 2026-11-23T18:00:00+08:00
            X-Postern-Reply: follow-up
            X-Postern-Why: =?UTF-8?B?cmVmZXJlbmNlKOmAgOasvik=?=,
             =?UTF-8?B?cnVsZS13b3JkKOmAgOasvik=?=, follow-up
            """.formatted(SERVICE, DESK.fallback(), DESK.catchAll()).replace("\n", "\r\n"));
    }

    @Test
    void keywordsAreAtoms() {
        List<String> keywords = Explanation.of(docket("x"), DESK, SEAL).keywords();
        assertThat(keywords).contains("ticket-482-109-3766", "priority-high", "lang-zh", "chaser").allMatch(word -> word.matches("[A-Za-z0-9_-]+"));
    }

    @Test
    void aMailWithoutANameGetsOneThatLeadsToItsTicket() {
        String header = Explanation.of(docket("x").with(Letter.builder().build()), DESK, SEAL).header();
        String id = header.lines().filter(line -> line.startsWith("Message-ID: ")).findFirst().orElseThrow().substring(12);
        assertThat(SEAL.open(id)).contains(TicketId.ofDigits("4821093766"));
        assertThat(Explanation.of(docket("x").with(Letter.builder().build()), DESK, SEAL).header()).as("each time the same").isEqualTo(header);
    }

    @Test
    void machinesAreNamedInAKeyword() {
        Docket docket = docket("x").with(Letter.builder().origin(Origin.AUTO_REPLY, List.of()).build());
        assertThat(Explanation.of(docket, DESK, SEAL).keywords()).contains("origin-auto-reply").doesNotContain("lang-und");
    }

    @Property(tries = 1000)
    void whateverTheDetailIsNoFieldIsAddedAndNoneIsLost(@ForAll String detail) {
        String header = Explanation.of(docket(detail + "\r\nBcc: evil@y.cn\r\n\r\n<html>"), DESK, SEAL).header();
        assertThat(header).doesNotContainPattern("[^\\x20-\\x7e\\r\\n]").doesNotContain("\r\n\r\n").doesNotContainPattern("[^\r]\n");
        assertThat(header.replace("\r\n ", " ").split("\r\n")).hasSize(12).allMatch(line -> line.matches("(Return-Path|Delivered-To|X-Postern-[A-Za-z]+): .*"));
    }
}
