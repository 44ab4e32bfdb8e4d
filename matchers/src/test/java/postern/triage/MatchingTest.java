package postern.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import postern.desk.Reason;
import postern.desk.TicketId;
import postern.desk.TicketPolicy;
import postern.letter.Origin;

/** Pitfalls 13 to 15: every join and every split, as a table. */
class MatchingTest {
    private static final TicketId A = TicketId.ofDigits("4821093766");
    private static final TicketId B = TicketId.ofDigits("1000000005");
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");

    @ParameterizedTest(name = "{0}")
    @DisplayName("A mail joins a ticket only by a signed id, or as a participant by an earlier mail or the number")
    @CsvSource(delimiter = '|', textBlock = """
        nothing at all                                   | CUSTOMER   | none     | no  | none  | ''        | open        | new-ticket
        signed id, participant                           | CUSTOMER   | signed   | yes | none  | ''        | join A      | signed-reference
        signed id, shown by a stranger                   | CUSTOMER   | signed   | no  | none  | ''        | join A      | signed-reference,sender-not-participant
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
    void decides(String what, Origin origin, String reference, String participant, String tag, String silentFor, String choice, String reasons) {
        boolean known = participant.equals("yes");
        List<Clues.Reference> references = reference.equals("none") ? List.of()
            : List.of(new Clues.Reference("<m1@example.com>", reference.equals("signed") ? Optional.of(A) : Optional.empty()));
        List<TicketId> tags = tag.equals("none") ? List.of() : List.of(tag.equals("A") ? A : B);
        Clues clues = new Clues(references, tags, List.of("someone@example.com"), origin);
        Optional<Instant> silentSince = silentFor.isEmpty() ? Optional.empty() : Optional.of(NOW.minus(Duration.parse(silentFor)));
        Known tickets = new Known(reference.equals("own") ? Map.of("<m1@example.com>", A) : Map.of(), Map.of(A, new Known.Standing(known, silentSince)));

        Choice decided = Matching.choose(clues, tickets, NOW, TicketPolicy.standard());

        assertThat(inWords(decided)).isEqualTo(choice);
        assertThat(decided.reasons().stream().map(Reason::code)).containsExactly(reasons.split(","));
    }

    private static String inWords(Choice choice) {
        return switch (choice) {
            case Choice.Join join -> "join " + (join.ticket().equals(A) ? "A" : "B");
            case Choice.Open open -> open.predecessor().map(from -> "open from A").orElse("open");
            case Choice.Apart apart -> "apart";
        };
    }
}
