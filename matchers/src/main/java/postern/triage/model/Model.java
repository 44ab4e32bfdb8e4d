package postern.triage.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A trained classifier: gives each mail a probability per topic, and says when it does not know. Immutable, of any number of
 * threads; its time is bounded, since only the beginning of a mail is looked at.
 *
 * <p>It does not know when the likeliest topic is less likely than the threshold that cross validation found, and when nothing
 * in the mail is known to it.
 */
public final class Model {
    private static final int RANKED = 5;
    private static final int SIGNS = 3;

    private final Vocabulary vocabulary;
    private final Weights weights;
    private final Exam exam;
    private final Findings findings;
    private final Signs signs;

    Model(Vocabulary vocabulary, Weights weights, Exam exam, Findings findings) {
        this.vocabulary = vocabulary;
        this.weights = weights;
        this.exam = exam;
        this.findings = findings;
        this.signs = new Signs(vocabulary, weights);
    }

    public Guess guess(Wording wording) {
        return guess(wording, SIGNS);
    }

    /** The same at less cost, for those that do not tell why: without signs. */
    public Guess bareGuess(Wording wording) {
        return guess(wording, 0);
    }

    private Guess guess(Wording wording, int most) {
        Vector mail = vocabulary.vector(wording);
        if (mail.size() == 0) {
            return new Guess(List.of(), false, List.of());
        }
        float[] probabilities = probabilities(mail);
        int[] ranked = Strongest.of(probabilities, RANKED, topic -> true);
        int best = ranked[0];
        boolean sure = probabilities[best] >= exam.threshold();
        return new Guess(IntStream.of(ranked).mapToObj(topic -> new Guess.Likely(findings.topics().get(topic).topic(), probabilities[topic])).toList(),
            sure, sure && most > 0 ? signs.of(wording, mail, best, most) : List.of());
    }

    /**
     * Chooses among some topics of which one is right.
     *
     * @return the likeliest; one that the model does not know, if it is the only such one and all others are unlikely; empty if
     *         none is likelier than the rest
     */
    public Optional<String> likeliest(Wording wording, List<String> among) {
        float[] probabilities = probabilities(vocabulary.vector(wording));
        List<String> known = findings.topics().stream().map(Findings.OfTopic::topic).toList();
        List<String> unknown = among.stream().filter(topic -> !known.contains(topic)).toList();
        double all = unknown.isEmpty() ? among.stream().mapToDouble(topic -> probabilities[known.indexOf(topic)]).sum() : 1;
        Optional<String> best = among.stream().filter(topic -> known.contains(topic) && probabilities[known.indexOf(topic)] > all / 2).findFirst();
        return best.isPresent() || unknown.size() != 1 ? best : Optional.of(unknown.getFirst());
    }

    private float[] probabilities(Vector mail) {
        return Weights.probabilities(weights.scores(mail, vocabulary.weights(), 1), exam.sharpness());
    }

    /** What the model is made of, and what cross validation said of it. */
    public Findings findings() {
        return findings;
    }

    /** @return how many of its own examples cross validation answered rightly */
    public long rightAnswers() {
        return exam.answers().stream().filter(Answer::right).count();
    }

    /**
     * The same of other examples, fairly: those it was trained from count as cross validation answered them, the others as it
     * answers them now.
     */
    public long rightAnswers(List<Example> others) {
        Map<Long, String> known = new HashMap<>();
        exam.answers().forEach(answer -> known.put(answer.print(), findings.topics().get(answer.given()).topic()));
        return others.stream().distinct().filter(example -> {
            String given = known.get(example.print());
            return example.topic().equals(given != null ? given : bareGuess(example.wording()).best().map(Guess.Likely::topic).orElse(""));
        }).count();
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    Weights weights() {
        return weights;
    }

    Exam exam() {
        return exam;
    }
}
