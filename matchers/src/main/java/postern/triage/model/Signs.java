package postern.triage.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import postern.triage.model.Grams.Kind;

/** Grams that speak for a topic, as people read them. Pieces of words are left out: the words say it better. */
final class Signs {
    private static final int LOOKED_AT = 8;
    /** Most Chinese words have two characters; one says too little, three are rarely one. */
    private static final int WORD = 2;
    /** Beside the strongest sign of a mail, those of less than this part of it say nothing. */
    private static final double WEAK = 0.25;

    private final Vocabulary vocabulary;
    private final Weights weights;

    Signs(Vocabulary vocabulary, Weights weights) {
        this.vocabulary = vocabulary;
        this.weights = weights;
    }

    /** @return what in a mail spoke most for a topic, strongest first */
    List<String> of(Wording wording, Vector mail, int topic, int most) {
        float[] strengths = new float[mail.size()];
        for (int i = 0; i < strengths.length; i++) {
            strengths[i] = mail.value(i, vocabulary.weights()) * weights.gram[mail.features()[i] * weights.topics + topic];
        }
        int[] candidates = IntStream.range(0, strengths.length).filter(i -> vocabulary.kind(mail.features()[i]) != Kind.PIECE).toArray();
        double least = IntStream.of(candidates).mapToDouble(i -> strengths[i]).max().orElse(0) * WEAK;
        List<Integer> strongest = IntStream.of(candidates).filter(i -> strengths[i] > least && strengths[i] > 0).boxed()
            .sorted(Comparator.comparing(i -> -strengths[i])).limit((long) most * LOOKED_AT).map(i -> mail.features()[i]).toList();
        return named(strongest, Stream.of(wording), most);
    }

    /** @return what speaks most for a topic in any mail, strongest first */
    List<String> of(List<Example> examples, int topic, int most) {
        List<Integer> strongest = IntStream.range(0, vocabulary.size()).filter(number -> vocabulary.kind(number) != Kind.PIECE)
            .filter(number -> weights.gram[number * weights.topics + topic] > 0).boxed()
            .sorted(Comparator.comparing(number -> -weights.gram[number * weights.topics + topic] * vocabulary.weights()[number]))
            .limit((long) most * LOOKED_AT).toList();
        return named(strongest, examples.stream().map(Example::wording), most);
    }

    private List<String> named(List<Integer> strongest, Stream<Wording> wordings, int most) {
        Map<Long, String> names = new HashMap<>();
        strongest.forEach(number -> names.put(vocabulary.key(number), ""));
        wordings.flatMap(wording -> Stream.of(wording.subject(), wording.text())).forEach(text -> Grams.walk(text, (kind, key, from, to) -> {
            if (kind != Kind.PIECE && names.containsKey(key)) {
                names.put(key, Grams.name(text, kind, from, to));
            }
        }));
        List<String> signs = new ArrayList<>();
        for (int number : strongest) {
            String name = names.get(vocabulary.key(number));
            boolean word = vocabulary.kind(number) != Kind.RUN || name.length() == WORD;
            // A sign inside of another one says nothing more.
            if (word && signs.stream().noneMatch(said -> said.contains(name) || name.contains(said))) {
                signs.add(name);
            }
        }
        return List.copyOf(signs.subList(0, Math.min(most, signs.size())));
    }
}
