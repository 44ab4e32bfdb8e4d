package postern.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import postern.desk.Desk;
import postern.desk.Priority;
import postern.desk.Reason;
import postern.desk.TicketId;
import postern.desk.file.DeskFile;
import postern.desk.file.SampleDesk;
import postern.letter.Correspondent;
import postern.letter.Letter;

class TriageTest {
    private static final Instant MORNING = Instant.parse("2026-11-18T02:00:00Z");
    private static final TicketId TICKET = TicketId.random(new Random(1));
    private static final Match NEW = new Match.Opened(TICKET, List.of());

    private final Desk desk = SampleDesk.read();
    private final Triage triage = new Triage(desk);

    static Stream<String[]> examples() throws IOException {
        try (InputStream file = TriageTest.class.getResourceAsStream("classification.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" \\| "));
        }
    }

    @ParameterizedTest(name = "{2}: {0}")
    @MethodSource("examples")
    void theSampleDeskKnowsWhatCustomersWriteAbout(String topic, String language, String subject, String text) {
        Classification found = triage.classify(letter(language, subject, text), to("service@shop.example"));
        assertThat(found.topic().id()).as(found.toString()).isEqualTo(topic);
        assertThat(found.reasons()).isNotEmpty();
    }

    @Test
    void aDecisionNamesTheWordsAndTheRunnerUp() {
        Classification found = triage.classify(letter("zh-Hant", "退款", "我要退款，包裹沒收到貨"), to("service@shop.example"));
        assertThat(found.topic().id()).isEqualTo("refund");
        assertThat(found.scores()).containsEntry("refund", 8.0).containsEntry("delivery", 4.0);
        assertThat(found.runnerUp()).contains("delivery");
        assertThat(found.reasons()).extracting(Reason::toString).containsExactly("rule-word(refund-zh:退款)", "runner-up(delivery 4 to 8)");
    }

    @Test
    void quotedTextDecidesNothing() {
        Letter letter = Letter.builder().subject("Re: hello").text("Thank you!").quoted("I want a refund").build();
        assertThat(triage.classify(letter, to("service@shop.example")).topic().id()).isEqualTo("other");
    }

    @Test
    void withoutAnyHitTheServiceAddressDecides() {
        Letter letter = letter("zh-Hans", "你好", "看附件");
        Classification complaint = triage.classify(letter, to("service@shop.example", "Complaints+web@shop.example"));
        assertThat(complaint.topic().id()).isEqualTo("complaint");
        assertThat(complaint.reasons()).containsExactly(Reason.of("service-address", "Complaints+web@shop.example"));
        assertThat(triage.classify(letter, to("service@shop.example")).reasons()).containsExactly(Reason.of("no-rule"));
    }

    @Test
    void everyListOfARuleMustHaveAHit() {
        Triage shop = new Triage(DeskFile.read("desk.yaml", SampleDesk.text().replace("      order-en:\n", """
                  form-order:
                    words: [widget]
                    headers: { X-Shop-Form: '^order$' }
                    recipients: ['@shop.example']
                    senders: [form@partner.example, '@vip.example']
                    languages: [en]
                    weight: 9
                  order-en:
            """)).orThrow());
        Letter widget = Letter.builder().subject("Widgets").text("three, please").language("en-GB")
            .from(new Correspondent("ann@vip.example", "")).headers(java.util.Map.of("x-shop-form", List.of("order"))).build();
        assertThat(shop.classify(widget, to("service@shop.example")).reasons()).extracting(Reason::toString).containsExactly(
            "rule-word(form-order:widget)", "rule-header(form-order:x-shop-form)", "rule-recipient(form-order:@shop.example)",
            "rule-sender(form-order:@vip.example)", "rule-language(form-order:en-GB)");
        Letter stranger = Letter.builder().subject("Widgets").text("three, please").language("en-GB")
            .from(new Correspondent("ann@notvip.example", "")).headers(java.util.Map.of("x-shop-form", List.of("order"))).build();
        assertThat(shop.classify(stranger, to("service@shop.example")).topic().id()).isEqualTo("other");
    }

    @Test
    void theDeadlineIsThePromiseInBusinessTime() {
        Letter letter = letter("zh-Hans", "我要投诉", "态度恶劣");
        Classification topic = triage.classify(letter, to("service@shop.example"));
        Urgency urgency = triage.urgency(letter, to("service@shop.example"), topic, NEW);
        assertThat(urgency.deadline()).isEqualTo("2026-11-18T03:00:00Z");
        assertThat(urgency.priority()).isEqualTo(Priority.HIGH);
        assertThat(urgency.reasons()).extracting(Reason::toString).containsExactly("topic-priority(complaint high)", "promise(complaint 1 h)",
            "hours(shanghai)", "deadline(2026-11-18T11:00+08:00 = received Wed 10:00 + 1 h)");
    }

    @Test
    void wordsOfDangerMakeAMailUrgent() {
        assertThat(priority("質量問題", "充電時冒煙，手燙傷了", NEW)).isEqualTo(Priority.URGENT);
        assertThat(priority("Refund", "I will talk to my lawyers", NEW)).isEqualTo(Priority.URGENT);
        assertThat(priority("Refund", "This is UNACCEPTABLE!!!", NEW)).isEqualTo(Priority.HIGH);
        assertThat(priority("Refund", "Please refund order 12, thanks", NEW)).isEqualTo(Priority.NORMAL);
    }

    @Test
    void askingAgainRaisesAndTheThirdTimeIsUrgent() {
        assertThat(priority("Refund", "any news?", new Match.Joined(TICKET, List.of(), 0))).isEqualTo(Priority.NORMAL);
        assertThat(priority("Refund", "any news?", new Match.Joined(TICKET, List.of(), 1))).isEqualTo(Priority.HIGH);
        assertThat(priority("Refund", "any news?", new Match.Joined(TICKET, List.of(), 3))).isEqualTo(Priority.URGENT);
    }

    @Test
    void theTopicNamesTheTeamAndTheTicketKeepsItsAgent() {
        Classification refund = triage.classify(letter("en", "Refund", "please"), to("service@shop.example"));
        assertThat(triage.assign(to("service@shop.example"), refund, Optional.empty()).team().id()).isEqualTo("returns");
        assertThat(triage.assign(to("service@shop.example"), refund, Optional.of(desk.agents().get("alice"))).agent()).isPresent();
        assertThat(triage.assign(to("service@shop.example"), refund, Optional.of(desk.agents().get("hao"))).agent()).isEmpty();
    }

    @Test
    void aTeamsOwnAddressReachesTheTeam() {
        Triage own = new Triage(DeskFile.read("desk.yaml", SampleDesk.text().replace("    folder: Technical\n",
            "    folder: Technical\n    address: tech-team@shop.example\n")).orThrow());
        Classification refund = own.classify(letter("en", "Refund", "please"), to("tech-team@shop.example"));
        Assignment assignment = own.assign(to("Tech-Team@shop.example"), refund, Optional.empty());
        assertThat(assignment.team().id()).isEqualTo("technical");
        assertThat(assignment.reasons()).containsExactly(Reason.of("team-address", "tech-team@shop.example"));
    }

    @Test
    void aDeskIsCompiledOnce() {
        Desk[] current = {desk};
        CurrentTriage provider = new CurrentTriage(() -> current[0], CustomerGroups.none());
        Triage first = provider.get();
        assertThat(provider.get()).isSameAs(first);
        current[0] = SampleDesk.read();
        assertThat(provider.get()).isNotSameAs(first);
    }

    private Priority priority(String subject, String text, Match match) {
        Letter letter = letter("und", subject, text);
        Envelope envelope = to("service@shop.example");
        return triage.urgency(letter, envelope, triage.classify(letter, envelope), match).priority();
    }

    private static Letter letter(String language, String subject, String text) {
        return Letter.builder().subject(subject).text(text).language(language)
            .from(new Correspondent("ann@customer.example", "Ann")).build();
    }

    private static Envelope to(String... recipients) {
        return new Envelope("m1", "ann@customer.example", List.of(recipients), MORNING, Optional.empty(), false);
    }
}
