package postern.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import postern.desk.Acknowledgements;
import postern.desk.Desk;
import postern.desk.Reason;
import postern.desk.TicketId;
import postern.desk.file.SampleDesk;
import postern.letter.Correspondent;
import postern.letter.Letter;
import postern.letter.LetterBuilder;
import postern.letter.Origin;

/** Pitfalls 1 to 11, each guard by itself. RFC 3834, RFC 5230. */
class ReplyPolicyTest {
    private static final Desk DESK = SampleDesk.read();
    private static final String SERVICE = DESK.addresses().keySet().iterator().next();
    private static final TicketId TICKET = TicketId.ofDigits("4821093766");

    @Test
    void aPersonsFirstMailToUsIsSafeToAnswer() {
        assertThat(decide(docket("wang@example.com", letter -> letter))).isEqualTo(new ReplyDecision(true, Reason.of("safe"), false));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @DisplayName("The sender decides first")
    @CsvSource({
        "'', null-sender",
        "not an address, invalid-sender", "two@at@signs.example, invalid-sender", "中文@example.com, invalid-sender", "a@b, invalid-sender",
        "x@[127.0.0.1], invalid-sender",
        "{ours}, own-address", "{detail}, own-address", "{upper}, own-address", "anybody@DOMAIN, own-address", "x@HOST, own-address",
        "noreply@example.com, robot-sender", "no-reply@example.com, robot-sender", "No.Reply+1234@example.com, robot-sender",
        "orders-noreply@example.com, robot-sender", "donotreply@example.com, robot-sender", "MAILER-DAEMON@example.com, robot-sender",
        "mailer_daemon@example.com, robot-sender", "postmaster@example.com, robot-sender", "bounce+abc=x@lists.example, robot-sender",
        "bounces-123@lists.example, robot-sender", "owner-list@example.com, robot-sender", "list-request@example.com, robot-sender",
        "list-owner@example.com, robot-sender", "majordomo@example.com, robot-sender", "listserv@example.com, robot-sender",
        "bouncer.li@example.com, safe", "postmasters.wife@example.com, safe", "wang+shop@example.com, safe", "o'neill@example.co.uk, safe"})
    void sender(String sender, String reason) {
        String address = sender.replace("{upper}", SERVICE.toUpperCase(Locale.ROOT)).replace("{detail}", SERVICE.replace("@", "+x@"))
            .replace("{ours}", SERVICE).replace("DOMAIN", DESK.domain()).replace("HOST", DESK.hostname());
        assertThat(decide(docket(address, letter -> letter)).reason().code()).isEqualTo(reason);
    }

    @Test
    void aForgedFromOfOursIsNotAnsweredWhoeverSendsIt() {
        assertThat(decide(docket("wang@example.com", letter -> letter.from(new Correspondent(SERVICE, "")))).reason().code()).isEqualTo("own-address");
    }

    @Test
    void whoIsLoggedInIsOneOfUs() {
        Docket docket = Docket.of(new Envelope("m", "wang@example.com", List.of(SERVICE), Instant.EPOCH, Optional.of("alice"), true))
            .with(letter(letter -> letter)).with(new Match.Opened(TICKET, List.of()));
        assertThat(decide(docket).reason().code()).isEqualTo("own-address");
    }

    @ParameterizedTest
    @EnumSource(value = Origin.class, mode = EnumSource.Mode.EXCLUDE, names = "CUSTOMER")
    void machinesAreNotAnswered(Origin origin) {
        assertThat(decide(docket("wang@example.com", letter -> letter.origin(origin, List.of()))).reason().code()).isEqualTo(origin.word());
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @DisplayName("Headers are asked again, whatever the origin was read as")
    @CsvSource(delimiter = '|', textBlock = """
        auto-submitted           | auto-replied                     | auto-submitted
        auto-submitted           | Auto-Generated; x=y              | auto-submitted
        auto-submitted           | (a (nested) comment) auto-notified (vacation) | auto-submitted
        auto-submitted           | yes                              | auto-submitted
        auto-submitted           | no                               | safe
        auto-submitted           | NO (a person wrote this)         | safe
        auto-submitted           | no; since=1                      | safe
        list-id                  | <news.example>                   | list-header
        list-unsubscribe         | <mailto:x@example>               | list-header
        mailing-list             | contact x                        | list-header
        precedence               | Bulk                             | precedence
        precedence               | list                             | precedence
        precedence               | junk                             | precedence
        precedence               | auto_reply                       | precedence
        precedence               | first-class                      | safe
        x-auto-response-suppress | All                              | auto-response-suppress
        x-auto-response-suppress | DR, OOF, AutoReply               | auto-response-suppress
        x-auto-response-suppress | None                             | safe
        x-autoreply              | yes                              | auto-submitted
        x-autorespond            | again                            | auto-submitted
        x-autoresponder          | x                                | auto-submitted
        x-postern-loop           | <postern.1@x>                    | loop
        """)
    void headers(String name, String value, String reason) {
        assertThat(decide(docket("wang@example.com", letter -> letter.headers(Map.of(name, List.of(value))))).reason().code()).isEqualTo(reason);
    }

    @Test
    void oneOfSeveralAutoSubmittedFieldsIsEnough() {
        Docket docket = docket("wang@example.com", letter -> letter.headers(Map.of("auto-submitted", List.of("no", "auto-replied"))));
        assertThat(decide(docket).reason().code()).isEqualTo("auto-submitted");
    }

    @Test
    void aBlindCopyIsNotAnswered() {
        assertThat(decide(docket("wang@example.com", letter -> letter.to(List.of(new Correspondent("someone@example.com", ""))))).reason().code())
            .isEqualTo("not-addressed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@", "+orders@"})
    void aCopyAndAnAddressWithDetailAreAddressed(String at) {
        String address = SERVICE.replace("@", at);
        assertThat(decide(docket("wang@example.com", letter -> letter.to(List.of()).cc(List.of(new Correspondent(address, ""))))).due()).isTrue();
    }

    @Test
    void onlyTheMailThatOpensATicketIsAnswered() {
        Docket bare = Docket.of(envelope("wang@example.com", false)).with(letter(letter -> letter));
        assertThat(decide(bare).reason().code()).isEqualTo("no-ticket");
        assertThat(decide(bare.with(new Match.Joined(TICKET, List.of(), 1))).reason().code()).isEqualTo("follow-up");
        assertThat(decide(bare.with(new Match.Twin(TICKET, List.of()))).reason().code()).isEqualTo("twin");
    }

    @Test
    void anUnreadableMailIsNotAnswered() {
        Docket docket = Docket.of(envelope("wang@example.com", false)).with(new Match.Opened(TICKET, List.of()));
        assertThat(decide(docket).reason().code()).isEqualTo("unreadable");
        assertThat(decide(docket("wang@example.com", letter -> letter).withTrouble(Reason.of("says-nothing"))).reason().code()).isEqualTo("unreadable");
    }

    @Test
    void aDeskThatSendsNoneSendsNone() {
        Acknowledgements off = new Acknowledgements(false, 9, Duration.ofDays(1), 9, 9, DESK.acknowledgements().texts());
        assertThat(ReplyPolicy.decide(docket("wang@example.com", letter -> letter), DESK.with(off), true).reason().code()).isEqualTo("acknowledgements-off");
    }

    @Test
    void onlyAProvenOrKnownSendersWordsMayBeRepeated() {
        Docket docket = docket("wang@example.com", letter -> letter);
        assertThat(ReplyPolicy.decide(docket, DESK, false).mayQuote()).isFalse();
        assertThat(ReplyPolicy.decide(docket, DESK, true).mayQuote()).isTrue();
        Docket proven = Docket.of(envelope("wang@example.com", true)).with(letter(letter -> letter)).with(new Match.Opened(TICKET, List.of()));
        assertThat(ReplyPolicy.decide(proven, DESK, false).mayQuote()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0,0,0,none", "1,0,0,budget-address", "0,5,0,budget-domain", "0,0,9,budget-hour", "0,4,8,none"})
    void budgetsAreAskedFromTheNarrowestToTheWidest(int toAddress, int toDomain, int inAll, String reason) {
        Acknowledgements budget = new Acknowledgements(true, 1, Duration.ofDays(1), 5, 9, Map.of());
        assertThat(ReplyPolicy.overBudget(budget, new ReplyPolicy.Sent(toAddress, toDomain, inAll)).map(Reason::code).orElse("none")).isEqualTo(reason);
    }

    private static ReplyDecision decide(Docket docket) {
        return ReplyPolicy.decide(docket, DESK, false);
    }

    private static Docket docket(String sender, UnaryOperator<LetterBuilder> change) {
        return Docket.of(envelope(sender, false)).with(letter(change)).with(new Match.Opened(TICKET, List.of()));
    }

    private static Envelope envelope(String sender, boolean verified) {
        return new Envelope("m", sender, List.of(SERVICE), Instant.EPOCH, Optional.empty(), verified);
    }

    private static Letter letter(UnaryOperator<LetterBuilder> change) {
        return change.apply(Letter.builder().from(new Correspondent("wang@example.com", "王")).to(List.of(new Correspondent(SERVICE, "")))
            .subject("退款").text("你好")).build();
    }
}
