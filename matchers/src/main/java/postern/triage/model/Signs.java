package postern.triage.model;

import java.util.ArrayList;
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
        int[] strongest = Strongest.of(strengths, most * LOOKED_AT, i -> strengths[i] > 0 && vocabulary.kind(mail.features()[i]) != Kind.PIECE);
        double least = strongest.length == 0 ? 0 : strengths[strongest[0]] * WEAK;
        return named(IntStream.of(strongest).filter(i -> strengths[i] > least).map(i -> mail.features()[i]).toArray(), Stream.of(wording), most);
    }

    /** @return what speaks most for a topic in any mail, strongest first */
    List<String> of(List<Example> examples, int topic, int most) {
        float[] strengths = new float[vocabulary.size()];
        for (int number = 0; number < strengths.length; number++) {
            strengths[number] = weights.gram[number * weights.topics + topic] * vocabulary.weights()[number];
        }
        int[] strongest = Strongest.of(strengths, most * LOOKED_AT, number -> strengths[number] > 0 && vocabulary.kind(number) != Kind.PIECE);
        return named(strongest, examples.stream().map(Example::wording), most);
    }

    private List<String> named(int[] strongest, Stream<Wording> wordings, int most) {
        Map<Long, String> names = new HashMap<>();
        long filter = 0;
        for (int number : strongest) {
            names.put(vocabulary.key(number), "");
            filter |= 1L << vocabulary.key(number);
        }
        long wanted = filter;
        wordings.flatMap(wording -> Stream.of(wording.subject(), wording.text())).forEach(text -> Grams.walk(text, (kind, key, from, to) -> {
            // Nearly no gram is one of the few, and the filter says so of most.
            if ((wanted >>> key & 1) != 0 && kind != Kind.PIECE && names.containsKey(key)) {
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
