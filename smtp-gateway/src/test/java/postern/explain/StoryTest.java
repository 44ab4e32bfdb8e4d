package postern.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import postern.accounts.SampleDesk;
import postern.desk.Desk;
import postern.triage.CustomerGroups;
import postern.triage.Triage;

/** What a team lead reads of a mail. */
class StoryTest {
    private static final String MAIL = """
        From: =?UTF-8?B?546L6Iqz?= <wang@customer.example>
        To: service@shop.example
        Subject: =?UTF-8?B?6YCA5qy+?=
        Message-ID: <1@customer.example>
        Content-Type: text/plain; charset=utf-8

        多扣了一笔，请退款。\u001b[2J包裹还没收到，再不处理我找律师。
        """;

    private final Desk desk = SampleDesk.read();

    @Test
    void theTextIsInTheDesksLanguage() {
        assertThat(story(MAIL, "2026-11-20T08:30:00Z", "zh")).containsExactly(
            "来信  “退款”，wang@customer.example 发出，真人来信，中文 (简体)",
            "工单  开新工单",
            "主题  “退款”：规则 refund-zh：出现“退款”、“多扣”；其次是“物流配送”（4 分对 12 分）",
            "优先  紧急：主题“退款”的起始优先级为普通；出现“律师”（authority）；没有最后一条，优先级会是普通",
            "时限  11月23日星期一 11:30 之前首次答复：承诺“standard”：4 小时工作时间内首次答复；11月20日星期五 16:30 收到；"
                + "11月20日星期五 16:30–18:00 计 1 小时 30 分钟，11月23日星期一 09:00–11:30 计 2 小时 30 分钟",
            "处理  退换货退款组：主题“退款”归该班组",
            "回执  会发：来信是真人写的，可以回执");
    }

    @Test
    void andInEnglish() {
        assertThat(story(MAIL.replace("To: service", "To: nobody"), "2026-11-22T04:00:00Z", "en")).containsExactly(
            "Mail       \"退款\" from wang@customer.example, by a person, Chinese (Simplified)",
            "Ticket     it opens a ticket",
            "Topic      \"Refund\": rule refund-zh: the word \"退款\", \"多扣\"; next comes \"Delivery\" (4 to 12 points)",
            "Priority   urgent: \"Refund\" starts as normal; the word \"律师\" (authority); without the last of these it would be normal",
            "Answer by  Mon 23 Nov 14:30: the promise \"standard\": a first answer within 4 hours of working time; received Sun 22 Nov 12:00, outside of"
                + " working hours, so it counts from Mon 23 Nov 09:00; Mon 23 Nov 09:00–12:00 is 3 hours, 13:30–14:30 is 1 hour",
            "Team       Returns and Refunds: \"Refund\" belongs to this team",
            "Confirmed  no: none of our service addresses stands in To or Cc");
    }

    @Test
    void nothingOfTheCustomersMovesTheCursor() {
        String mail = MAIL.replace("Subject: =?UTF-8?B?6YCA5qy+?=", "Subject: =?UTF-8?Q?=1B[2Jrefund=0A=0D?=");
        assertThat(story(mail, "2026-11-22T04:00:00Z", "en")).noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
    }

    private List<String> story(String mail, String now, String language) {
        DryRun run = new DryRun(new Triage(desk, CustomerGroups.none()), Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
        return run.story(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8), Optional.empty(), List.of(), new Wording(desk, language));
    }
}
