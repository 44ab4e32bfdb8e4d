package postern.triage.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Makes models from examples. Deterministic: the same examples give the same model, in whatever order they come.
 *
 * <p>First cross validation: the examples are dealt into folds, each fold is answered by a model trained on the others; from the
 * answers come the sharpness, the threshold and the confusion table. Then the model itself, from all examples.
 */
public final class Training {
    /** Examples at most, so that training takes seconds and bounded memory. */
    public static final int MOST = 20_000;
    /** Part of right answers among those that count, if nothing else is asked for. */
    public static final double PRECISION = 0.9;
    private static final int FOLDS = 5;
    private static final int MANY = 5_000;
    private static final int FOLDS_OF_MANY = 3;
    static final int MOST_WEIGHTS = 16_000_000;
    private static final int SIGNS = 12;

    private final List<Example> examples;
    private final List<String> topics;
    private final int[] right;

    private Training(List<Example> examples) {
        this.examples = examples.stream().distinct().sorted(Example.ORDER).toList();
        this.topics = List.copyOf(new TreeSet<>(this.examples.stream().map(Example::topic).toList()));
        this.right = this.examples.stream().mapToInt(example -> topics.indexOf(example.topic())).toArray();
    }

    /**
     * Takes seconds for thousands of examples; an interrupt ends it early.
     *
     * @param examples of two topics at least, {@link #MOST} at most
     * @param precision part of right answers among those that shall count, such as 0.9
     */
    public static Model of(List<Example> examples, double precision) {
        Training training = new Training(examples);
        if (training.topics.size() < 2 || training.examples.size() > MOST) {
            throw new IllegalArgumentException(training.examples.size() + " examples of " + training.topics.size() + " topics");
        }
        return training.model(precision);
    }

    /** @return a number of these examples, whatever their order; others have another number */
    public static long print(List<Example> examples) {
        return examples.stream().mapToLong(example -> Grams.mix(example.print() ^ Grams.hash(1, example.topic()))).sum();
    }

    private Model model(double precision) {
        Exam exam = exam(precision);
        Vocabulary vocabulary = vocabulary(examples);
        Weights weights = Weights.fitted(vectors(vocabulary, examples), right, topics.size(), vocabulary.weights()).rounded();
        return new Model(vocabulary, weights, exam, findings(exam, vocabulary, weights));
    }

    private Vocabulary vocabulary(List<Example> known) {
        return Vocabulary.of(known, Math.min(Vocabulary.MOST, MOST_WEIGHTS / topics.size()));
    }

    private static List<Vector> vectors(Vocabulary vocabulary, List<Example> examples) {
        return examples.stream().map(example -> vocabulary.vector(example.wording())).toList();
    }

    private Exam exam(double precision) {
        int[] folds = folds();
        float[][] scores = new float[examples.size()][];
        for (int fold = 0; fold <= Arrays.stream(folds).max().orElse(0); fold++) {
            int held = fold;
            int[] seen = IntStream.range(0, examples.size()).filter(i -> folds[i] != held).toArray();
            List<Example> known = Arrays.stream(seen).mapToObj(examples::get).toList();
            Vocabulary vocabulary = vocabulary(known);
            Weights weights = Weights.fitted(vectors(vocabulary, known), Arrays.stream(seen).map(i -> right[i]).toArray(), topics.size(),
                vocabulary.weights());
            IntStream.range(0, examples.size()).filter(i -> folds[i] == held)
                .forEach(i -> scores[i] = weights.scores(vocabulary.vector(examples.get(i).wording()), vocabulary.weights(), 1));
        }
        float sharpness = Sharpness.of(scores, right);
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            float[] probabilities = Weights.probabilities(scores[i], sharpness);
            int given = IntStream.range(0, probabilities.length).reduce(0, (a, b) -> probabilities[b] > probabilities[a] ? b : a);
            answers.add(new Answer(examples.get(i).print(), right[i], given, probabilities[given]));
        }
        return Exam.of(answers, sharpness, precision);
    }

    /** Deals the examples of each topic evenly, by the numbers of their wordings and not as they come. */
    private int[] folds() {
        int[] folds = new int[examples.size()];
        int many = examples.size() < MANY ? FOLDS : FOLDS_OF_MANY;
        Map<Integer, List<Integer>> byTopic = new TreeMap<>();
        IntStream.range(0, folds.length).forEach(i -> byTopic.computeIfAbsent(right[i], topic -> new ArrayList<>()).add(i));
        for (List<Integer> ofTopic : byTopic.values()) {
            ofTopic.sort((a, b) -> Long.compare(examples.get(a).print(), examples.get(b).print()));
            for (int i = 0; i < ofTopic.size(); i++) {
                folds[ofTopic.get(i)] = i % many;
            }
        }
        return folds;
    }

    private Findings findings(Exam exam, Vocabulary vocabulary, Weights weights) {
        int[][] confusion = exam.confusion(topics.size());
        Signs signs = new Signs(vocabulary, weights);
        Map<String, int[]> sources = new HashMap<>();
        examples.forEach(example -> sources.computeIfAbsent(example.topic(), t -> new int[2])[example.source().ordinal()]++);
        List<Findings.OfTopic> ofTopics = new ArrayList<>();
        for (int topic = 0; topic < topics.size(); topic++) {
            int column = topic;
            int given = Arrays.stream(confusion).mapToInt(row -> row[column]).sum();
            int[] count = sources.get(topics.get(topic));
            ofTopics.add(new Findings.OfTopic(topics.get(topic), count[0], count[1],
                (double) confusion[topic][topic] / Arrays.stream(confusion[topic]).sum(),
                given == 0 ? 0 : (double) confusion[topic][topic] / given, signs.of(examples, topic, SIGNS)));
        }
        return new Findings(ofTopics, examples.size(), vocabulary.size(), exam.accuracy(), exam.threshold(), exam.coverage(), exam.precision(),
            Arrays.stream(confusion).map(row -> Arrays.stream(row).boxed().toList()).toList());
    }
}
