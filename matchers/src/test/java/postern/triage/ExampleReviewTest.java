package postern.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import postern.desk.file.DeskFile;
import postern.desk.file.SampleDesk;

/** What {@code check} says of examples that teach nothing. */
class ExampleReviewTest {
    @Test
    void theSampleDeskHasNone() {
        assertThat(ExampleReview.of(SampleDesk.read())).isEmpty();
    }

    @Test
    void examplesThatTeachNothingAreNamed() {
        assertThat(review("[我想退货,", "[我想退货, 申请 退款, '!?',")).containsExactly("return: its example '申请 退款' is one of topic 'refund' too",
            "return: from the example '!?' nothing can be learned");
        assertThat(review("[我想退货,", "[我想退貨, 我想退货,")).containsExactly("return: its example '我想退货' is one of topic 'return' too");
    }

    @Test
    void oneTopicAloneCannotBeTold() {
        String text = SampleDesk.text().replaceAll("(?m)^    examples: .*\n", "").replace("  refund:\n", "  refund:\n    examples: [退款]\n");
        assertThat(ExampleReview.of(DeskFile.read("d", text).orThrow())).extracting(ExampleReview.Remark::topic).containsExactly("refund");
    }

    private static List<String> review(String what, String instead) {
        return ExampleReview.of(DeskFile.read("d", SampleDesk.text().replace(what, instead)).orThrow()).stream()
            .map(remark -> remark.topic() + ": " + remark.what()).toList();
    }
}
