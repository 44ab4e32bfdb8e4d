package postern.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import postern.desk.Reason;
import postern.desk.TicketId;
import postern.desk.TicketPolicy;
import postern.letter.Origin;

/** Pitfalls 13 to 15: every join and every split, as tables. */
class MatchingTest {
    private static final TicketId A = TicketId.ofDigits("4821093766");
    private static final TicketId B = TicketId.ofDigits("1000000005");
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
    private static final String WORDS = "您好，我上周申请的退款还没有到账，请帮我查一下。谢谢！";

    @ParameterizedTest(name = "{0}")
    @DisplayName("A mail joins a ticket only by what we signed, or as a participant by an earlier mail or the number")
    @CsvSource(delimiter = '|', textBlock = """
        nothing at all                                   | CUSTOMER   | none     | no  | none  | ''        | open        | new-ticket
        signed id, participant                           | CUSTOMER   | signed   | yes | none  | ''        | join A      | signed-reference
        signed id, shown by a stranger                   | CUSTOMER   | signed   | no  | none  | ''        | join A      | signed-reference,sender-not-participant
        our reply address, participant                   | CUSTOMER   | address  | yes | none  | ''        | join A      | signed-address
        our reply address, used by a stranger            | CUSTOMER   | address  | no  | none  | ''        | join A      | signed-address,sender-not-participant
        earlier mail of a participant                    | CUSTOMER   | own      | yes | none  | ''        | join A      | reference
        earlier mail's id in a stranger's hands          | CUSTOMER   | unknown  | no  | none  | ''        | open        | new-ticket
        number from a participant                        | CUSTOMER   | none     | yes | A     | ''        | join A      | subject-tag
        number guessed by a stranger                     | CUSTOMER   | none     | no  | A     | ''        | open        | subject-tag-refused,new-ticket
        number of no ticket                              | CUSTOMER   | none     | yes | B     | ''        | open        | subject-tag-refused,new-ticket
        signed id beats the number                       | CUSTOMER   | signed   | yes | A     | ''        | join A      | signed-reference
        silent for 29 days                               | CUSTOMER   | signed   | yes | none  | P29D      | join A      | signed-reference
        silent for 31 days                               | CUSTOMER   | signed   | yes | none  | P31D      | open from A | signed-reference,silent-long-ago
        signed id of a ticket that waits, by a stranger  | CUSTOMER   | signed   | no  | none  | P1D       | open from A | signed-reference,sender-not-participant,ticket-not-open
        silent for 31 days, shown by a stranger          | CUSTOMER   | signed   | no  | none  | P31D      | open        | signed-reference,sender-not-participant,silent-long-ago
        bounce of our mail                               | BOUNCE     | signed   | no  | none  | ''        | join A      | signed-reference
        bounce of our mail of long ago                   | BOUNCE     | signed   | no  | none  | P400D     | join A      | signed-reference
        bounce of nobody's mail                          | BOUNCE     | none     | no  | none  | ''        | apart       | no-ticket
        vacation note of a participant                   | AUTO_REPLY | own      | yes | none  | ''        | join A      | reference
        vacation note with the number only               | AUTO_REPLY | none     | yes | A     | ''        | join A      | subject-tag
        vacation note of a stranger                      | AUTO_REPLY | none     | no  | none  | ''        | apart       | no-ticket
        report                                           | REPORT     | none     | no  | none  | ''        | apart       | no-ticket
        junk                                             | JUNK       | none     | no  | none  | ''        | apart       | no-ticket
        list mail may be a customer's                    | LIST       | none     | no  | none  | ''        | open        | new-ticket
        """)
    void joinsByThread(String what, Origin origin, String reference, String participant, String tag, String silentFor, String choice, String reasons) {
        Clues clues = new Clues(reference(reference), reference.equals("address") ? List.of(A) : List.of(), tag(tag), List.of("someone@example.com"), origin,
            false, Gist.NONE);
        Known known = new Known(reference.equals("own") ? Map.of("<m1@example.com>", A) : Map.of(),
            Map.of(A, new Known.Standing(participant.equals("yes"), false, false, NOW, silence(silentFor), Gist.NONE)), List.of());
        assertDecides(clues, known, choice, reasons);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("Who opened a ticket with a proven address goes on with it by no less, except by what we signed")
    @CsvSource(delimiter = '|', textBlock = """
        proven, by an earlier mail                       | CUSTOMER | own    | none | yes | join A | reference
        not proven, by an earlier mail                   | CUSTOMER | own    | none | no  | open   | sender-not-proven,new-ticket
        not proven, by the number                        | CUSTOMER | none   | A    | no  | open   | subject-tag-refused,new-ticket
        not proven, by what we signed                    | CUSTOMER | signed | none | no  | join A | signed-reference
        not proven, by the same words                    | CUSTOMER | none   | none | no  | open   | new-ticket
        proven, by the same words                        | CUSTOMER | none   | none | yes | join A | same-text
        no mailer proves a bounce                        | BOUNCE   | own    | none | no  | join A | reference
        """)
    void proof(String what, Origin origin, String reference, String tag, String proven, String choice, String reasons) {
        Gist gist = new Gist("退款", List.of("SO1"), Sketch.of(WORDS));
        Clues clues = new Clues(reference(reference), List.of(), tag(tag), List.of("someone@example.com"), origin, proven.equals("yes"), gist);
        Known known = new Known(reference.equals("own") ? Map.of("<m1@example.com>", A) : Map.of(),
            Map.of(A, new Known.Standing(true, true, false, NOW, Optional.empty(), gist)), List.of(A));
        assertDecides(clues, known, choice, reasons);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("Without a thread, the customer's own words and order numbers bring a mail to a ticket")
    @CsvSource(delimiter = '|', textBlock = """
        the same words again                             | CUSTOMER   | -   | same    | -   | open | PT1H | join A      | same-text,address-not-proven
        the same words after a week                      | CUSTOMER   | -   | same    | -   | open | P8D  | open        | new-ticket,other-words-than
        the same words of an answered ticket             | CUSTOMER   | -   | same    | -   | waits | P1D | join A      | same-text,address-not-proven
        the same words about another order               | CUSTOMER   | SO2 | numbers | SO1 | open | PT1H | open        | new-ticket,other-words-than
        the same order in other words                    | CUSTOMER   | SO1 | other   | SO1 | open | P8D  | join A      | same-order,address-not-proven
        the same order of a closed ticket                | CUSTOMER   | SO1 | other   | SO1 | done | P8D  | open from A | same-order,ticket-closed
        the same words of a closed ticket                | CUSTOMER   | SO1 | same    | SO1 | done | P1D  | join A      | same-text,address-not-proven
        another order in other words                     | CUSTOMER   | SO2 | other   | SO1 | open | PT1H | open        | new-ticket,other-words-than
        one of several orders                            | CUSTOMER   | SO3 SO1 | other | SO1 SO2 | open | PT1H | join A | same-order,address-not-proven
        a vacation note with the same words              | AUTO_REPLY | SO1 | same    | SO1 | open | PT1H | apart       | no-ticket
        a list's mail with the same words                | LIST       | SO1 | same    | SO1 | open | PT1H | open        | new-ticket,other-words-than
        """)
    void joinsByContent(String what, Origin origin, String orders, String words, String ticketOrders, String state, String age, String choice, String reasons) {
        String text = switch (words) {
            case "same" -> "急！" + WORDS;
            case "numbers" -> WORDS + "1234567";
            default -> "Where is my parcel, please? Nobody could tell me on the phone.";
        };
        Clues clues = new Clues(List.of(), List.of(), List.of(), List.of("someone@example.com"), origin, false, new Gist("x", orders(orders), Sketch.of(text)));
        Instant opened = NOW.minus(Duration.parse(age));
        Known known = new Known(Map.of(), Map.of(A, new Known.Standing(true, false, state.equals("done"), opened,
            state.equals("open") ? Optional.empty() : Optional.of(opened), new Gist("退款", orders(ticketOrders), Sketch.of(WORDS)))), List.of(A));
        assertDecides(clues, known, choice, reasons);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("A reply about something else opens a ticket of its own, which names the first")
    @CsvSource(delimiter = '|', textBlock = """
        new subject and another order                    | CUSTOMER   | yes | 发票抬头   | SO2 | -   | open from A | signed-reference,new-subject,other-order
        new subject, order of another open ticket        | CUSTOMER   | yes | 发票抬头   | SO3 | -   | join B      | signed-reference,new-subject,other-order,same-order,address-not-proven
        new subject and the same order                   | CUSTOMER   | yes | 发票抬头   | SO1 | -   | join A      | signed-reference
        new subject without an order                     | CUSTOMER   | yes | 发票抬头   | -   | -   | join A      | signed-reference
        the old subject and another order                | CUSTOMER   | yes | 退款到賬   | SO2 | -   | join A      | signed-reference
        no subject and another order                     | CUSTOMER   | yes | ''         | SO2 | -   | join A      | signed-reference
        the number in the subject, and another order     | CUSTOMER   | yes | 发票抬头   | SO2 | A   | join A      | signed-reference
        a stranger gets no link                          | CUSTOMER   | no  | 发票抬头   | SO2 | -   | open        | signed-reference,sender-not-participant,new-subject,other-order
        a bounce stays with its ticket                   | BOUNCE     | yes | 发票抬头   | SO2 | -   | join A      | signed-reference
        number of a second ticket is the runner-up       | CUSTOMER   | yes | 退款到账   | -   | B   | join A      | signed-reference,other-ticket
        """)
    void parts(String what, Origin origin, String participant, String subject, String orders, String tag, String choice, String reasons) {
        Clues clues = new Clues(reference("signed"), List.of(), tag(tag), List.of("someone@example.com"), origin, false,
            new Gist(subject, orders(orders), Optional.empty()));
        Map<TicketId, Known.Standing> tickets = new HashMap<>();
        tickets.put(A, new Known.Standing(participant.equals("yes"), false, false, NOW, Optional.empty(), new Gist("Re: 退款到账", List.of("SO1"), Optional.empty())));
        tickets.put(B, new Known.Standing(true, false, false, NOW, Optional.empty(), new Gist("other", List.of("SO3"), Optional.empty())));
        assertDecides(clues, new Known(Map.of(), tickets, List.of(B, A)), choice, reasons);
    }

    @Test
    void aDeskMayAskForProofBeforeWordsJoin() {
        Gist gist = new Gist("x", List.of("SO1"), Sketch.of(WORDS));
        Known known = new Known(Map.of(), Map.of(A, new Known.Standing(true, false, false, NOW, Optional.empty(), gist)), List.of(A));
        TicketPolicy strict = new TicketPolicy(Duration.ofDays(30), Duration.ofDays(7), false, false);
        Clues unproven = new Clues(List.of(), List.of(), List.of(), List.of("someone@example.com"), Origin.CUSTOMER, false, gist);
        assertThat(inWords(Matching.choose(unproven, known, NOW, TicketPolicy.standard()))).isEqualTo("join A");
        assertThat(inWords(Matching.choose(unproven, known, NOW, strict))).isEqualTo("open");
    }

    private static void assertDecides(Clues clues, Known known, String choice, String reasons) {
        Choice decided = Matching.choose(clues, known, NOW, TicketPolicy.standard());
        assertThat(inWords(decided)).isEqualTo(choice);
        assertThat(decided.reasons().stream().map(Reason::code)).containsExactly(reasons.split(","));
    }

    private static List<Clues.Reference> reference(String kind) {
        return kind.equals("none") || kind.equals("address") ? List.of()
            : List.of(new Clues.Reference("<m1@example.com>", kind.equals("signed") ? Optional.of(A) : Optional.empty()));
    }

    private static List<TicketId> tag(String tag) {
        return tag.equals("A") ? List.of(A) : tag.equals("B") ? List.of(B) : List.of();
    }

    private static List<String> orders(String numbers) {
        return Arrays.stream(numbers.split(" ")).filter(number -> !number.equals("-")).toList();
    }

    private static Optional<Instant> silence(String length) {
        return length.isEmpty() ? Optional.empty() : Optional.of(NOW.minus(Duration.parse(length)));
    }

    private static String inWords(Choice choice) {
        return switch (choice) {
            case Choice.Join join -> "join " + (join.ticket().equals(A) ? "A" : "B");
            case Choice.Open open -> open.predecessor().map(from -> "open from A").orElse("open");
            case Choice.Apart apart -> "apart";
        };
    }
}
