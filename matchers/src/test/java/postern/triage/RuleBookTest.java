package postern.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import postern.desk.Desk;
import postern.desk.Reason;
import postern.desk.file.DeskFile;
import postern.desk.file.SampleDesk;
import postern.letter.Attachment;
import postern.letter.Correspondent;
import postern.letter.Letter;

class RuleBookTest {
    /** A Sunday, noon in Shanghai. */
    private static final Instant SUNDAY = Instant.parse("2026-11-22T04:00:00Z");
    private static final CustomerGroups VIPS = (group, addresses) -> group.equals("broken") ? CustomerGroups.Membership.unknown(group, "timed out")
        : CustomerGroups.Membership.of(addresses.contains("ann@customer.example"));

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        subject: [widgets]                                          | rule-word(form:widgets)
        subject: [three]                                            |
        text: [three]                                               | rule-word(form:three)
        text: [widgets]                                             |
        patterns: ['wid[gk]ets?']                                   | rule-pattern(form:wid[gk]ets?)
        attachments: {}                                             | rule-attachment(form:照片.JPG)
        attachments: { names: ['\\.jpg$'], types: [image/*] }       | rule-attachment(form:照片.JPG)
        attachments: { names: ['\\.jpg$'], types: [application/pdf] } |
        attachments: { types: [application/pdf], over: 1 MiB }      | rule-attachment(form:bill.pdf)
        attachments: { over: 3 MiB }                                |
        size: { over: 2 MiB, under: 4 MiB }                         | rule-size(form:3145728)
        size: { under: 3 MiB }                                      |
        order-numbers: ['.']                                        | rule-order(form:A20261101-0007)
        order-numbers: ['^B']                                       |
        groups: [vip]                                               | rule-group(form:vip)
        ticket-age: { over: 7 d }                                   | rule-ticket-age(form:9 d)
        ticket-age: { under: 7 d }                                  |
        time: { hours: free }                                       | rule-time(form:2026-11-22 sun free)
        time: { hours: working }                                    |
        time: { days: [sat-sun], dates: [2026-11-20..2026-11-30] }  | rule-time(form:2026-11-22 sun)
        time: { days: [mon-fri] }                                   |
        time: { dates: [2026-12-24] }                               |
        any: [{ text: [none] }, { subject: [widgets] }]             | rule-word(form:widgets)
        all: [{ text: [none] }, { subject: [widgets] }]             |
        all: [{ text: [three] }, { any: [{ groups: [vip] }, { size: { over: 1 GiB } }] }] | rule-word(form:three), rule-group(form:vip)
        not: { senders: ['@customer.example'] }                     |
        not: [{ senders: ['@other.example'] }, { text: [none] }]    | rule-not(form)
        not: { not: { text: [three] } }                             | rule-not(form)
        """)
    void aRuleMayAskForAllThatIsKnownOfAMail(String condition, String reasons) {
        Triage triage = new Triage(desk("form: { " + condition + " }"), VIPS);
        Classification found = triage.classify(letter(), envelope(), new Circumstances(Optional.of(3L << 20), Optional.of(Instant.parse("2026-11-13T03:00:00Z"))));
        String why = String.join(", ", found.reasons().stream().filter(reason -> !reason.code().equals("no-rule")).map(Reason::toString).toList());
        assertThat(why).isEqualTo(reasons == null ? "" : reasons);
        assertThat(found.topic().id()).isEqualTo(reasons == null ? "other" : "order");
    }

    @Test
    void aGroupThatCannotBeAskedHoldsNobodyAndTheReasonsSayWhy() {
        Triage triage = new Triage(desk("form: { groups: [broken] }"), VIPS);
        assertThat(triage.classify(letter(), envelope()).reasons()).extracting(Reason::toString)
            .containsExactly("no-rule", "group-unknown(broken:timed out)");
    }

    @Test
    void aDryRuleDecidesNothingAndSaysWhatItWouldDo() {
        Classification found = new Triage(desk("form: { words: [widget], weight: 9, dry: true }\n      live: { text: [three] }")).classify(letter(), envelope());
        assertThat(found.reasons()).extracting(Reason::toString).containsExactly("rule-word(live:three)", "dry-rule(form: would be order)");
        Classification silent = new Triage(desk("form: { words: [widget], dry: true }")).classify(letter(), envelope());
        assertThat(silent.topic().id()).isEqualTo("other");
        assertThat(silent.reasons()).extracting(Reason::toString).containsExactly("no-rule", "dry-rule(form: would be order)");
    }

    @Test
    void theFirstRuleWinsWhereTheFileSaysSo() {
        Letter letter = Letter.builder().subject("订单").text("我要退款，退款，发票").build();
        String strongest = SampleDesk.text();
        assertThat(new Triage(DeskFile.read("d", strongest).orThrow()).classify(letter, envelope()).topic().id()).isEqualTo("refund");
        String first = strongest.replace("decide-by: strongest", "decide-by: first").replace("      complaint-zh:\n", "      invoices: { words: [发票] }\n      complaint-zh:\n");
        Classification found = new Triage(DeskFile.read("d", first).orThrow()).classify(letter, envelope());
        assertThat(found.topic().id()).isEqualTo("complaint");
        assertThat(found.runnerUp()).contains("refund");
        assertThat(found.reasons()).extracting(Reason::toString).containsExactly("rule-word(invoices:发票)", "later-rule(refund-zh:refund)");
    }

    @Test
    void aWordAndThePluralOfAnotherAreBothFound() {
        Classification found = new Triage(desk("one: { words: [policy] }\n      many: { words: [policies] }"))
            .classify(Letter.builder().text("our policies").build(), envelope());
        assertThat(found.reasons()).extracting(Reason::toString).containsExactly("rule-word(one:policy)", "rule-word(many:policies)");
    }

    private static Letter letter() {
        return Letter.builder().subject("Widgets").text("three, please: A20261101-0007").language("en-GB").from(new Correspondent("Ann@customer.example", ""))
            .attachments(List.of(new Attachment("照片.JPG", "image/jpeg", 100), new Attachment("bill.pdf", "application/pdf", 2 << 20)))
            .headers(Map.of("x-shop-form", List.of("order"))).build();
    }

    private static Envelope envelope() {
        return new Envelope("m1", "ann@customer.example", List.of("service@shop.example"), SUNDAY, Optional.empty(), false);
    }

    /** The sample desk with other rules of the topic "order" and none elsewhere. */
    private static Desk desk(String rules) {
        StringBuilder text = new StringBuilder();
        boolean skipping = false;
        for (String line : SampleDesk.text().split("\n")) {
            skipping = line.equals("    rules:") || skipping && line.startsWith("      ");
            if (!skipping) {
                text.append(line).append('\n');
            }
        }
        String groups = "customer-groups:\n  vip: { file: vip.csv }\n  broken: { file: broken.csv }\n";
        String with = text.toString().replace("customer-groups: {}\n", groups)
            .replace("    name: { zh: 订单, en: Order }\n", "    name: { zh: 订单, en: Order }\n    rules:\n      " + rules + "\n");
        return DeskFile.read("desk.yaml", with).orThrow();
    }
}
