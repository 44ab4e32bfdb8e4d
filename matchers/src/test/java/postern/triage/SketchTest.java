package postern.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SketchTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        word for word                | 您好，我上周申请的退款还没有到账，请帮我查一下 | 您好，我上周申请的退款还没有到账，请帮我查一下 | true
        the other Chinese script     | 您好，我上周申请的退款还没有到账，请帮我查一下 | 您好，我上週申請的退款還沒有到賬，請幫我查一下！！ | true
        a word more at the start     | 您好，我上周申请的退款还没有到账，请帮我查一下 | 再次询问：您好，我上周申请的退款还没有到账，请帮我查一下 | true
        in capitals, other blanks    | Where is the refund that I was promised last week? Please check. | WHERE IS THE REFUND, that I was promised last week?   please check | true
        second request               | Where is the refund that I was promised last week? Please check. | Second request: Where is the refund that I was promised last week? Please check. | true
        another order                | Where is my order 20261101? It should have come by now. | Where is my order 20261102? It should have come by now. | false
        another account              | Please send the money to 6222020200112233445, thank you very much | Please send the money to 6222020200112233446, thank you very much | false
        the same topic               | 您好，我上周申请的退款还没有到账，请帮我查一下 | 我的退款为什么还没有到账？都一个星期了 | false
        another topic                | Where is the refund that I was promised last week? Please check. | Where is the parcel that was sent last month? Nobody knows. | false
        """)
    void nearlyTheSameTextIsTheSameQuestion(String what, String one, String other, boolean like) {
        assertThat(Sketch.of(one).orElseThrow().isLike(Sketch.of(other).orElseThrow())).isEqualTo(like);
        assertThat(Sketch.of(other).orElseThrow().isLike(Sketch.of(one).orElseThrow())).isEqualTo(like);
    }

    @Test
    void aTextThatEverybodyCouldWriteIsNotCompared() {
        assertThat(Sketch.of("请尽快回复，谢谢")).isEmpty();
        assertThat(Sketch.of("any news?")).isEmpty();
        assertThat(Sketch.of("!!!!!! ----- ......")).isEmpty();
    }

    @Property(tries = 200)
    void aSketchIsSmallAndComesBackFromItsOctets(@ForAll @StringLength(max = 3_000) String text) {
        Sketch.of(text).ifPresent(sketch -> {
            assertThat(sketch.octets()).hasSizeLessThanOrEqualTo(132);
            assertThat(Sketch.ofOctets(sketch.octets()).likeness(sketch)).isEqualTo(1.0);
            assertThat(Sketch.ofOctets(sketch.octets()).isLike(sketch)).isTrue();
        });
    }

    /** The estimate against the likeness counted with all runs, over long texts that share more and more. */
    @Test
    void theLikenessOfLongTextsIsEstimatedWell() {
        Random dice = new Random(7);
        double wrong = 0;
        for (int shared = 0; shared <= 100; shared += 2) {
            List<String> one = new ArrayList<>();
            List<String> other = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String word = Long.toString(Math.abs(dice.nextLong()), 36).replaceAll("\\d", "x");
                one.add(word);
                other.add(i < shared ? word : Long.toString(Math.abs(dice.nextLong()), 36).replaceAll("\\d", "y"));
            }
            String a = String.join("", one);
            String b = String.join("", other);
            wrong += Math.abs(Sketch.of(a).orElseThrow().likeness(Sketch.of(b).orElseThrow()) - counted(a, b)) / 51;
        }
        assertThat(wrong).isCloseTo(0, within(0.08));
    }

    private static double counted(String a, String b) {
        Set<String> one = runs(a);
        Set<String> all = runs(b);
        int both = (int) one.stream().filter(all::contains).count();
        all.addAll(one);
        return (double) both / all.size();
    }

    private static Set<String> runs(String text) {
        Set<String> runs = new HashSet<>();
        for (int i = 0; i + 3 <= text.length(); i++) {
            runs.add(text.substring(i, i + 3));
        }
        return runs;
    }
}
