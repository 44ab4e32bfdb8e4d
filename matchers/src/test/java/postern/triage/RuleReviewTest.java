package postern.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import postern.desk.file.DeskFile;
import postern.desk.file.SampleDesk;

/** What {@code check} says of rules that do nothing. */
class RuleReviewTest {

    @Test
    void theSampleDeskHasNone() {
        assertThat(RuleReview.of(SampleDesk.read())).isEmpty();
    }

    @ParameterizedTest(name = "{0} / {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        words: [蓝鲸, whale]             | words: [Whale, 藍鯨], weight: 9   | it asks the same as rule 'one'
        words: [whale], senders: ['@a.example'] | all: [{ senders: ['@a.example'] }, { words: [whale] }] | it asks the same as rule 'one'
        words: [whale]                  | words: [whale], dry: true         |
        words: [whale]                  | subject: [whale]                  |
        words: [whale]                  | words: [蓝鲸, 藍 鯨]              | the words '蓝鲸' and '藍 鯨' are the same when they are compared
        words: [whale]                  | words: ["ㅤㅤ"]                   | of the word 'ㅤㅤ' nothing is left when it is compared
        words: [whale]                  | recipients: [sales@other.example] | no mail ever meets it: mail to sales@other.example does not come to this desk
        words: [whale]                  | recipients: ['@shop.example', sales@other.example] |
        words: [whale]                  | size: { over: 1 GiB }             | no mail ever meets it: mails over 1073741824 octets are refused (edge: message-size is 52428800)
        words: [whale]                  | languages: [en], all: [{ languages: [zh] }] | no mail ever meets it: a mail has one language, not both [en] and [zh]
        words: [whale]                  | languages: [zh-Hans], all: [{ languages: [zh] }] |
        words: [whale]                  | words: [蓝鲸鱼], not: { words: [蓝鲸] } | no mail ever meets it: what 'not' excludes is what the rule asks for
        """)
    void rulesThatDoNothingAreNamed(String one, String two, String what) {
        assertThat(review(one, two, false)).isEqualTo(what == null ? List.of() : List.of("two: " + what));
    }

    @ParameterizedTest(name = "{0} / {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        words: [蓝鲸, whale]             | words: [蓝鲸鱼], languages: [zh]  | true
        words: [whale]                  | words: [whales]                   | false
        words: [whale]                  | words: [whale, shark]             | false
        senders: ['@a.example']         | senders: [ann@a.example]          | true
        any: [{ words: [whale] }, { languages: [en] }] | languages: [en], words: [shark] | true
        languages: [zh], words: [蓝鲸]  | words: [蓝鲸]                     | false
        languages: [zh], words: [蓝鲸]  | words: [大蓝鲸], languages: [zh-Hant] | true
        not: { words: [蓝鲸鱼] }        | words: [whale]                    | false
        """)
    void whereTheFirstRuleDecidesOneBehindAWiderOneIsNamed(String one, String two, boolean named) {
        assertThat(review(one, two, true)).isEqualTo(named ? List.of("two: it never decides: rule 'one' stands above it and is met whenever it is") : List.of());
        assertThat(review(one, two, false)).isEmpty();
    }

    private static List<String> review(String one, String two, boolean first) {
        String rules = "      one: { " + one + " }\n      two: { " + two + " }\n";
        String text = SampleDesk.text().replace("      complaint-zh:\n", rules + "      complaint-zh:\n");
        return RuleReview.of(DeskFile.read("d", first ? text.replace("decide-by: strongest", "decide-by: first") : text).orThrow()).stream()
            .filter(remark -> List.of("one", "two").contains(remark.rule())).map(remark -> remark.rule() + ": " + remark.what()).toList();
    }
}
