package postern.replies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import postern.desk.Acknowledgements;
import postern.desk.Desk;
import postern.desk.Reason;
import postern.desk.ReplyText;
import postern.desk.TicketId;
import postern.desk.TicketPolicy;
import postern.desk.Topic;
import postern.desk.WorkCalendar;
import postern.desk.WorkCalendar.Block;
import postern.desk.file.DeskFile;
import postern.letter.Letter;
import postern.letter.LetterReader;
import postern.letter.Origin;
import postern.triage.Assignment;
import postern.triage.Addresses;
import postern.triage.Classification;
import postern.triage.Docket;
import postern.triage.Envelope;
import postern.triage.Match;
import postern.triage.ReplyDecision;
import postern.triage.Seal;
import postern.triage.Urgency;

/** The texts as customers read them, and what others' machines read. RFC 3834 §3. */
class ComposerTest {
    private static final Seal SEAL = new Seal("a key of a home, long enough".getBytes(StandardCharsets.UTF_8));
    private static final TicketId TICKET = TicketId.ofDigits("4821093766");
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
    private static final Desk DESK = desk();
    private static final String SERVICE = DESK.addresses().keySet().iterator().next();
    private final Composer composer = new Composer(SEAL, new SecureRandom());

    private static Desk desk() {
        String placeholders = "{ticket}|{reply.time}|{reply.deadline}|{topic}|{team}|{company}|{hours}|{unknown}\n第二行\n";
        Map<String, ReplyText> texts = Map.of("zh-Hans", new ReplyText("已收到 [#{ticket}]", placeholders),
            "zh-Hant", new ReplyText("已收到您的來信", placeholders), "en", new ReplyText("We have it [#{ticket}]", placeholders));
        try {
            return DeskFile.read("conf/desk.yaml", Files.readString(Path.of("").toAbsolutePath().resolveSibling("conf/desk.yaml"))).orThrow()
                .with(new Acknowledgements(true, 3, Duration.ofDays(1), 100, 100, texts));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private MimeMessage compose(Letter letter, boolean mayQuote, Instant deadline) throws Exception {
        return compose(DESK, letter, mayQuote, deadline);
    }

    private MimeMessage compose(Desk desk, Letter letter, boolean mayQuote, Instant deadline) throws Exception {
        Topic topic = DESK.fallbackTopic();
        Docket docket = Docket.of(new Envelope("m1", "wang@example.com", List.of("colleague@example.com", SERVICE), NOW, Optional.empty(), false))
            .with(letter).with(new Match.Opened(TICKET, List.of())).with(new Classification(topic, Map.of(), Optional.empty(), List.of()))
            .with(new Urgency(topic.priority(), deadline, List.of())).with(new Assignment(DESK.catchAllTeam(), Optional.empty(), List.of()))
            .with(new ReplyDecision(true, Reason.of("safe"), mayQuote));
        Acknowledgement made = composer.compose(docket, desk, NOW);
        assertThat(new String(made.message(), StandardCharsets.US_ASCII)).doesNotContainPattern("[^\r]\n").doesNotContainPattern("[^\\x00-\\x7f]");
        return new MimeMessage(null, new ByteArrayInputStream(made.message()));
    }

    private static Letter letter(String language) {
        return Letter.builder().subject("Re: 退款").messageId("<1@example.com>").references(List.of("<newer@x>", "<older@x>")).language(language).build();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', textBlock = """
        zh-Hans; 482-109-3766|4 小时|今天（11月23日）14:00（北京时间）|其他|综合客服组|青禾商城|星期一至星期五 09:00–12:00、13:30–18:00（北京时间）|{unknown}
        zh-Hant; 482-109-3766|4 小時|今天（11月23日）14:00（北京時間）|其他|綜合客服組|青禾商城|星期一至星期五 09:00–12:00、13:30–18:00（北京時間）|{unknown}
        en;      482-109-3766|4 hours|14:00 today, 23 November (Beijing time)|Other|Customer Service|Qinghe Shop|Monday to Friday 09:00–12:00, 13:30–18:00 (Beijing time)|{unknown}
        """)
    void everyPlaceholderIsFilledInTheCustomersLanguage(String language, String text) throws Exception {
        MimeMessage message = compose(letter(language), false, NOW.plus(Duration.ofHours(4)));
        assertThat((String) message.getContent()).isEqualTo(text + "\r\n第二行\r\n");
        assertThat(message.getHeader("Content-Language", null)).isEqualTo(language);
    }

    @ParameterizedTest
    @CsvSource({"ja, en", "und, en", "zh, zh-Hans", "zh-CN, zh-Hans", "zh-TW, zh-Hant", "zh-HK, zh-Hant", "en-GB, en"})
    void otherLanguagesGetTheNearestText(String language, String text) throws Exception {
        assertThat(compose(letter(language), false, NOW).getHeader("Content-Language", null)).isEqualTo(text);
    }

    @Test
    void machinesCanTellWhatItIs() throws Exception {
        MimeMessage message = compose(letter("zh-Hans"), false, NOW);
        assertThat(message.getHeader("Auto-Submitted", null)).isEqualTo("auto-replied");
        assertThat(message.getHeader("X-Auto-Response-Suppress", null)).isEqualTo("All");
        assertThat(message.getHeader("In-Reply-To", null)).isEqualTo("<1@example.com>");
        assertThat(message.getHeader("References", null)).isEqualTo("<older@x> <newer@x> <1@example.com>");
        assertThat(SEAL.open(message.getMessageID())).contains(TICKET);
        assertThat(message.getHeader("X-Postern-Loop", null)).isEqualTo(message.getMessageID());
        assertThat(message.getHeader("Precedence", null)).isNull();
        assertThat(((InternetAddress) message.getFrom()[0]).getAddress()).isEqualTo(SERVICE);
        assertThat(((InternetAddress) message.getFrom()[0]).getPersonal()).contains(DESK.company().zh());
        assertThat(message.getSentDate().toInstant()).isEqualTo(NOW);
    }

    @Test
    void repliesAreAskedToTheTicketsOwnAddressIfTheDeskWants() throws Exception {
        assertThat(compose(letter("en"), false, NOW).getHeader("Reply-To")).isNull();
        TicketPolicy policy = DESK.tickets();
        MimeMessage message = compose(DESK.with(new TicketPolicy(policy.reopenWithin(), policy.sameTextWithin(), true, true)), letter("en"), false, NOW);
        String address = ((InternetAddress) message.getReplyTo()[0]).getAddress();
        assertThat(SEAL.openAddress(address)).contains(TICKET);
        assertThat(Addresses.served(DESK, address).orElseThrow().address()).isEqualTo(SERVICE);
    }

    @Test
    void ourReaderTakesItForAMachinesMail() throws Exception {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        compose(letter("en"), false, NOW).writeTo(octets);
        assertThat(new LetterReader().read(octets.toByteArray()).origin()).isEqualTo(Origin.AUTO_REPLY);
    }

    @Test
    void aStrangerReadsNothingOfTheirOwnWords() throws Exception {
        assertThat(compose(letter("zh-Hans"), false, NOW).getSubject()).isEqualTo("已收到 [#482-109-3766]");
        assertThat(compose(letter("zh-Hant"), false, NOW).getSubject()).isEqualTo("已收到您的來信 [#482-109-3766]");
        assertThat(compose(letter("zh-Hans"), true, NOW).getSubject()).isEqualTo("Re: 退款 [#482-109-3766]");
    }

    @Test
    void aMessageIdThatCouldNotStandInAHeaderIsNotRepeated() throws Exception {
        Letter letter = Letter.builder().messageId("<1@x>\r\nBcc: evil@y.cn").references(List.of("<a b@x>")).language("en").build();
        MimeMessage message = compose(letter, false, NOW);
        assertThat(message.getHeader("In-Reply-To")).isNull();
        assertThat(message.getHeader("Bcc")).isNull();
    }

    @Property(tries = 300)
    void whateverTheSubjectHoldsItStaysTheSubject(@ForAll String subject) throws Exception {
        MimeMessage message = compose(Letter.builder().subject(subject + "\r\nBcc: evil@y.cn {ticket} ${x} \\1").language("en").build(), true, NOW);
        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(message.getHeader("Subject")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        2026-11-23T10:00:00Z | 今天（11月23日）18:00（北京时间） | 18:00 today, 23 November (Beijing time)
        2026-11-23T09:59:01Z | 今天（11月23日）18:00（北京时间） | 18:00 today, 23 November (Beijing time)
        2026-11-23T16:00:00Z | 明天（11月24日）00:00（北京时间） | 00:00 tomorrow, 24 November (Beijing time)
        2026-11-25T01:30:00Z | 11月25日（星期三）09:30（北京时间） | 09:30 Wednesday, 25 November (Beijing time)
        """)
    void deadlinesAreSaidAsPeopleDo(Instant deadline, String chinese, String english) {
        ZoneId zone = ZoneId.of("Asia/Shanghai");
        assertThat(ReplyTimes.SIMPLIFIED.deadline(deadline, NOW, zone)).isEqualTo(chinese);
        assertThat(ReplyTimes.ENGLISH.deadline(deadline, NOW, zone)).isEqualTo(english);
    }

    @ParameterizedTest
    @CsvSource({"PT30M, 30 分钟, 30 分鐘, 30 minutes", "PT1H, 1 小时, 1 小時, 1 hour", "PT4H, 4 小时, 4 小時, 4 hours",
        "PT1H30M, 1 小时 30 分钟, 1 小時 30 分鐘, 1 hour 30 minutes", "PT1M, 1 分钟, 1 分鐘, 1 minute"})
    void spansAreSaidAsPeopleDo(Duration span, String simplified, String traditional, String english) {
        assertThat(ReplyTimes.SIMPLIFIED.span(span)).isEqualTo(simplified);
        assertThat(ReplyTimes.TRADITIONAL.span(span)).isEqualTo(traditional);
        assertThat(ReplyTimes.ENGLISH.span(span)).isEqualTo(english);
    }

    @Test
    void hoursNameDaysOnceAndBlocksEach() {
        assertThat(ReplyTimes.SIMPLIFIED.hours(DESK.calendarOf(DESK.catchAllTeam()))).isEqualTo("星期一至星期五 09:00–12:00、13:30–18:00（北京时间）");
        WorkCalendar shops = new WorkCalendar("s", ZoneId.of("Asia/Hong_Kong"), Map.of(DayOfWeek.MONDAY, List.of(new Block(LocalTime.of(9, 0), LocalTime.MIDNIGHT)),
            DayOfWeek.WEDNESDAY, List.of(new Block(LocalTime.of(9, 0), LocalTime.of(12, 0)))), Set.of(), Map.of());
        assertThat(ReplyTimes.ENGLISH.hours(shops)).isEqualTo("Monday 09:00–24:00; Wednesday 09:00–12:00 (Hong Kong Time)");
    }
}
