package postern.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import postern.desk.Desk;
import postern.desk.Reason;
import postern.desk.file.DeskFile;
import postern.desk.file.SampleDesk;
import postern.letter.Letter;
import postern.letter.Origin;
import postern.triage.model.Example;
import postern.triage.model.Model;
import postern.triage.model.Training;

class AdviceTest {
    private static final List<String> LOANS = List.of("how do i apply for a loan", "what is the interest of a loan", "loan application status",
        "can i pay back my loan early", "i want to borrow money", "is my loan approved yet", "貸款利率是多少", "我想申请贷款", "贷款什么时候放款", "可以提前还贷吗");
    private static final List<String> GARDENS = List.of("when shall i water my tomatoes", "my roses have brown leaves", "which soil for tomatoes",
        "how deep to plant tulips", "slugs eat my salad", "roses in a pot", "番茄多久浇一次水", "玫瑰叶子发黄", "郁金香种多深", "什么土适合番茄");

    private final Desk desk = DeskFile.read("desk.yaml", SampleDesk.text().replace("      refund-en:\n        words: [", "      refund-en:\n        words: [tulip, ")
        .replace("\n  other:\n", "\n  loan: { name: { zh: 贷款, en: Loans }, team: orders, promise: standard }\n"
            + "\n  garden: { name: { zh: 园艺, en: Gardens }, team: technical, promise: standard }\n\n  other:\n")).orThrow();
    private final Triage triage = new Triage(desk).with(Optional.of(model("loan", "garden")));

    @Test
    void whereRulesAreSilentASureModelDecidesAndSaysByWhichWords() {
        Classification loan = triage.classify(letter("Loans", "I would like to borrow. Is a loan application possible?"), to("service@shop.example"));
        assertThat(loan.topic().id()).isEqualTo("loan");
        assertThat(loan.scores()).containsOnlyKeys("loan");
        assertThat(loan.likely()).containsOnlyKeys("loan", "garden");
        assertThat(loan.runnerUp()).contains("garden");
        assertThat(loan.reasons()).extracting(Reason::code).containsExactly("model", "runner-up");
        assertThat(loan.reasons().getFirst().detail()).matches("loan 0\\.[0-9]{2}: .*(loan|borrow).*");
        assertThat(triage.assign(to("service@shop.example"), loan, Optional.empty()).team().id()).isEqualTo("orders");
    }

    @Test
    void aSureModelOutweighsTheServiceAddressAndSaysSo() {
        Classification loan = triage.classify(letter("贷款", "貸款利率是多少，我想申請貸款"), to("complaints@shop.example"));
        assertThat(loan.topic().id()).isEqualTo("loan");
        assertThat(loan.reasons()).contains(Reason.of("model-over-address", "complaint")).extracting(Reason::code).doesNotContain("service-address");
    }

    @Test
    void rulesOutweighTheModelAndSaySo() {
        Classification refund = triage.classify(letter("Tulips", "My roses and tomatoes have brown leaves, which soil for the roses?"),
            to("service@shop.example"));
        assertThat(refund.topic().id()).isEqualTo("refund");
        assertThat(refund.scores()).containsOnlyKeys("refund");
        assertThat(refund.reasons().getLast().toString()).matches("rule-over-model\\(refund over garden 0\\.[0-9]{2}\\)");
    }

    @Test
    void anUnsureModelSaysBetweenWhatAndTheServiceAddressDecides() {
        Classification unsure = triage.classify(letter("Hi", "My neighbour is a yes man."), to("complaints@shop.example"));
        assertThat(unsure.topic().id()).isEqualTo("complaint");
        assertThat(unsure.scores()).isEmpty();
        assertThat(unsure.reasons()).extracting(Reason::code).containsExactly("service-address", "model-unsure");
        assertThat(unsure.reasons().getLast().detail()).matches("(loan|garden) 0\\.[0-9]{2}, (loan|garden) 0\\.[0-9]{2}");
    }

    @Test
    void aTopicThatTheDeskHasNoMoreIsNotGiven() {
        Triage old = new Triage(SampleDesk.read()).with(Optional.of(model("loan", "garden")));
        Classification other = old.classify(letter("Loans", "Is a loan application possible?"), to("service@shop.example"));
        assertThat(other.topic().id()).isEqualTo("other");
        assertThat(other.reasons()).containsExactly(Reason.of("no-rule"));
    }

    @Test
    void machinesAreNotJudged() {
        Letter machine = Letter.builder().subject("Loans").text("Is a loan application possible?").origin(Origin.AUTO_REPLY, List.of()).build();
        assertThat(triage.classify(machine, to("service@shop.example")).likely()).isEmpty();
    }

    @Test
    void anotherModelMakesAnotherTriageOfTheSameRules() {
        Model[] current = {null};
        CurrentTriage provider = new CurrentTriage(() -> desk, CustomerGroups.none(),
            () -> Optional.ofNullable(current[0]));
        Triage first = provider.get();
        current[0] = model("garden", "loan");
        assertThat(provider.get()).isNotSameAs(first).isSameAs(provider.get());
        assertThat(provider.get().classify(letter("Loans", "Is a loan application possible?"), to("service@shop.example")).topic().id()).isEqualTo("garden");
    }

    private static Model model(String loans, String gardens) {
        return Training.of(Stream.concat(examples(loans, LOANS), examples(gardens, GARDENS)).toList(), Training.PRECISION);
    }

    private static Stream<Example> examples(String topic, List<String> phrases) {
        return phrases.stream().map(phrase -> new Example(topic, Wordings.of("", phrase), Example.Source.PHRASE));
    }

    private static Letter letter(String subject, String text) {
        return Letter.builder().subject(subject).text(text).build();
    }

    private static Envelope to(String recipient) {
        return new Envelope("m1", "ann@customer.example", List.of(recipient), Instant.parse("2026-11-18T02:00:00Z"), Optional.empty(), false);
    }
}
