package postern.triage.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrainingTest {
    private static final List<Example> MAILS = Chatter.mails(60, 0, 1);

    @Test
    void whatItLearnsHoldsForMailsItHasNotSeenInBothLanguages() {
        Model model = Training.of(MAILS, Training.PRECISION);
        List<Example> others = Chatter.mails(50, 0, 2);
        assertThat(others.stream().filter(mail -> rightAndSure(model, mail)).count()).isGreaterThan(195);
        Guess guess = model.guess(new Wording("发票抬头", "你好，麻烦看一下"));
        assertThat(guess.best().orElseThrow().topic()).isEqualTo("invoice");
        assertThat(guess.signs()).isNotEmpty().allMatch(sign -> "发票抬头".contains(sign));
    }

    @Test
    void theSameExamplesGiveTheSameModelInWhateverOrderTheyCome() {
        List<Example> shuffled = new ArrayList<>(MAILS);
        Collections.shuffle(shuffled, new Random(3));
        assertThat(ModelFile.written(Training.of(shuffled, 0.9))).isEqualTo(ModelFile.written(Training.of(MAILS, 0.9)));
    }

    @Test
    void aProbabilityIsOne() {
        Model model = Training.of(Chatter.mails(150, 0.4, 4), 0.9);
        List<Example> others = Chatter.mails(150, 0.4, 5);
        double claimed = others.stream().mapToDouble(mail -> model.guess(mail.wording()).best().orElseThrow().probability()).average().orElseThrow();
        double right = (double) others.stream().filter(mail -> topic(model, mail).equals(mail.topic())).count() / others.size();
        assertThat(right).isBetween(0.5, 0.8);
        assertThat(claimed).isCloseTo(right, within(0.05));
        assertThat(model.findings().accuracy()).isCloseTo(right, within(0.05));
    }

    @Test
    void whatIsAboutNothingKnownIsNotSure() {
        Model model = Training.of(MAILS, 0.9);
        assertThat(model.guess(new Wording("", "zygomorphic quokkas juxtapose xylophones")).sure()).isFalse();
        assertThat(model.guess(new Wording("", "")).ranked()).isEmpty();
        assertThat(model.guess(new Wording("", "hello, thanks so much")).sure()).isFalse();
    }

    @Test
    void fewExamplesMakeAModelThatIsRarelySureAndThenRight() {
        int sure = 0;
        int wrong = 0;
        for (int seed = 10; seed < 20; seed++) {
            Model model = Training.of(Chatter.mails(4, 0, seed), 0.9);
            for (Example mail : Chatter.mails(25, 0, seed + 100)) {
                boolean counts = model.guess(mail.wording()).sure();
                sure += counts ? 1 : 0;
                wrong += counts && !topic(model, mail).equals(mail.topic()) ? 1 : 0;
            }
        }
        assertThat(wrong).as("wrong of %d sure ones of 1000", sure).isLessThanOrEqualTo(sure / 10 + 5);
    }

    @Test
    void theConfusionTableCountsEachExampleOnce() {
        Findings findings = Training.of(MAILS, 0.9).findings();
        assertThat(findings.confusion().stream().flatMap(List::stream).mapToInt(count -> count).sum()).isEqualTo(findings.examples());
        assertThat(findings.topics()).extracting(Findings.OfTopic::topic).isEqualTo(Chatter.TOPICS);
        assertThat(findings.topics()).allMatch(topic -> topic.corrections() > 50 && topic.phrases() == 0 && topic.found() > 0.9);
        assertThat(findings.topics().get(2).signs()).contains("退款").contains("refund");
    }

    @Test
    void whatOnlyOneMailSaysIsNotKept() {
        List<Example> mails = new ArrayList<>(MAILS);
        mails.add(new Example("refund", new Wording("", "refund to ottokar@elsewhere.example"), Example.Source.CORRECTION));
        Vocabulary vocabulary = Vocabulary.of(mails, 100_000);
        Grams.walk("ottokar", (kind, key, from, to) -> assertThat(kind == Grams.Kind.WORD && vocabulary.number(key) >= 0).isFalse());
        mails.add(new Example("refund", new Wording("", "ottokar"), Example.Source.PHRASE));
        assertThat(Vocabulary.of(mails, 100_000).size()).isGreaterThan(vocabulary.size());
    }

    @Test
    void aMailOfAnyLengthCostsNoMoreThanItsBeginning() {
        Wording endless = new Wording("a".repeat(1 << 20), "退款 refund! ".repeat(1 << 20));
        assertThat(endless.text()).hasSize(Wording.LONGEST);
        assertThat(Training.of(MAILS, 0.9).guess(endless).best().orElseThrow().topic()).isEqualTo("refund");
    }

    private static boolean rightAndSure(Model model, Example mail) {
        return model.guess(mail.wording()).sure() && topic(model, mail).equals(mail.topic());
    }

    private static String topic(Model model, Example mail) {
        return model.guess(mail.wording()).best().map(Guess.Likely::topic).orElse("");
    }
}
