package postern.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordIndexTest {

    @ParameterizedTest(name = "{0} in \"{1}\": {2}")
    @CsvSource(delimiter = '|', textBlock = """
        退款       | 我要退款                  | true
        退款       | 我要退　款                | true
        退款       | 我要退\u200b款             | true
        退款       | 申請退欵                  | true
        发票       | 請開發票                  | true
        發票       | 请开发票                  | true
        没收到货   | 還沒收到貨呢              | true
        APP闪退    | ＡＰＰ閃退                | true
        refund     | REFUND!                   | true
        refund     | ｒｅｆｕｎｄ              | true
        refund     | two refunds               | true
        refund     | the refund's date         | true
        refund     | refunding                 | false
        refund     | nonrefund                 | false
        refund     | 请refund谢谢              | true
        box        | two boxes                 | true
        enquiry    | my enquiries              | true
        copy       | copyright                 | false
        12315      | 打12315                   | true
        12315      | 123150                    | false
        money back | I want my money\u00a0back | true
        money back | money  back               | true
        won't load | it won\u2019t load        | true
        VAT        | private                   | false
        """)
    void wordsAreFoundAsPeopleMeanThem(String word, String text, boolean there) {
        assertThat(found(List.of(word), text).contains(Folding.fold(word))).isEqualTo(there);
    }

    @ParameterizedTest
    @CsvSource({"'退\n款', true", "'退\n\n款', false"})
    void wordsGoOverLinesButNotOverParagraphs(String text, boolean there) {
        assertThat(found(List.of("退款"), text).isEmpty()).isEqualTo(!there);
    }

    @Property
    void onePassFindsWhatManyFind(@ForAll("words") Set<String> words, @ForAll("texts") String text) {
        Set<String> expected = new TreeSet<>();
        for (String word : words) {
            for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
                expected.add(word);
            }
        }
        assertThat(found(words, text)).isEqualTo(expected);
    }

    /** Characters without blanks between words, so that the oracle needs no word boundaries. */
    @Provide
    Arbitrary<Set<String>> words() {
        return Arbitraries.strings().withChars('中', '文', '字').ofMinLength(1).ofMaxLength(5).set().ofMinSize(1).ofMaxSize(30);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars('中', '文', '字', '又').ofMaxLength(80);
    }

    @Property
    void foldingTwiceIsFoldingOnce(@ForAll String text) {
        String once = Folding.fold(text);
        assertThat(Folding.fold(once)).isEqualTo(once);
    }

    /** The quick way for usual characters and the way of Unicode agree: a character that is not usual sends all by the latter. */
    @Property
    void usualCharactersAreFoldedAsUnicodeSays(@ForAll("usual") String text) {
        assertThat(Folding.fold(text + "\u10d0")).isEqualTo(Folding.fold(text + "q").replaceAll("q$", "\u10d0"));
    }

    @Provide
    Arbitrary<String> usual() {
        return Arbitraries.strings().withCharRange(' ', '~').withCharRange('\u4e00', '\u9fff').withCharRange('\uff01', '\uff5e')
            .withCharRange('\0', '\u0250').withCharRange('\u0400', '\u0530').withCharRange('\u2000', '\u20d0').withCharRange('\u3000', '\u3040')
            .ofMaxLength(40);
    }

    private static Set<String> found(Iterable<String> words, String text) {
        List<String> folded = new java.util.ArrayList<>();
        words.forEach(word -> folded.add(Folding.fold(word)));
        WordIndex index = new WordIndex(folded);
        Set<String> found = new TreeSet<>();
        index.find(Folding.fold(text), word -> found.add(index.words().get(word)));
        return found;
    }
}
