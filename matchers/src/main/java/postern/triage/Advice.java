package postern.triage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import postern.desk.Desk;
import postern.desk.Reason;
import postern.desk.Topic;
import postern.triage.model.Guess;
import postern.triage.model.Guess.Likely;
import postern.triage.model.Model;
import postern.triage.model.Wording;

/**
 * Weighs what the rules decided against what the classifier makes of a mail. Where both speak the rules win and say so; where
 * rules are silent a sure classifier decides, also against the topic of the service address; an unsure one says what it was
 * unsure about.
 */
final class Advice {
    private static final int NAMED = 2;
    private static final double CERTAIN = 0.99;
    private static final String NOBODY = "no-rule";
    private static final String ADDRESS = "service-address";

    private final Desk desk;
    private final Model model;

    Advice(Desk desk, Model model) {
        this.desk = desk;
        this.model = model;
    }

    Classification weigh(Classification ruled, Docket docket) {
        // What machines send is about no topic of people's.
        Guess guess = docket.letter().orElseThrow().callsForPeople() ? guess(ruled, Wordings.of(docket.folded().orElseThrow()))
            : new Guess(List.of(), false, List.of());
        List<Likely> known = guess.ranked().stream().filter(likely -> desk.topics().containsKey(likely.topic())).toList();
        if (known.isEmpty()) {
            return ruled;
        }
        boolean sure = guess.sure() && known.getFirst().equals(guess.ranked().getFirst());
        Classification advised = !ruled.scores().isEmpty() ? over(ruled, known.getFirst(), sure)
            : sure ? decided(ruled, known, guess.signs()) : unsure(ruled, known);
        Map<String, Double> likely = new LinkedHashMap<>();
        known.forEach(one -> likely.put(one.topic(), one.probability()));
        return new Classification(advised.topic(), advised.scores(), likely, advised.runnerUp(), advised.reasons());
    }

    /** Signs are shown only where the classifier decides. */
    private Guess guess(Classification ruled, Wording wording) {
        return ruled.scores().isEmpty() ? model.guess(wording) : model.bareGuess(wording);
    }

    private static Classification over(Classification ruled, Likely best, boolean sure) {
        boolean against = sure && !best.topic().equals(ruled.topic().id());
        return against ? with(ruled, ruled.reasons(), Reason.of("rule-over-model", ruled.topic().id() + " over " + plain(best))) : ruled;
    }

    private Classification decided(Classification ruled, List<Likely> known, List<String> signs) {
        Likely best = known.getFirst();
        Topic topic = desk.topics().get(best.topic());
        List<Reason> reasons = new ArrayList<>();
        reasons.add(Reason.of("model", plain(best) + (signs.isEmpty() ? "" : ": " + String.join(", ", signs))));
        Optional<Likely> second = known.stream().skip(1).findFirst();
        second.ifPresent(other -> reasons.add(Reason.of("runner-up", plain(other) + " to " + number(best))));
        for (Reason reason : ruled.reasons()) {
            switch (reason.code()) {
                case NOBODY -> { }
                case ADDRESS -> {
                    if (!topic.equals(ruled.topic())) {
                        reasons.add(Reason.of("model-over-address", ruled.topic().id()));
                    }
                }
                default -> reasons.add(reason);
            }
        }
        return new Classification(topic, Map.of(best.topic(), best.probability()), second.map(Likely::topic), reasons);
    }

    private static Classification unsure(Classification ruled, List<Likely> known) {
        String between = known.stream().limit(NAMED).map(Advice::plain).collect(Collectors.joining(", "));
        return with(ruled, ruled.reasons(), Reason.of("model-unsure", between));
    }

    private static Classification with(Classification ruled, List<Reason> reasons, Reason more) {
        List<Reason> all = new ArrayList<>(reasons);
        all.add(more);
        return new Classification(ruled.topic(), ruled.scores(), ruled.runnerUp(), all);
    }

    private static String plain(Likely likely) {
        return likely.topic() + " " + number(likely);
    }

    private static String number(Likely likely) {
        // Nothing is certain: 1.00 would say so.
        return String.format(Locale.ROOT, "%.2f", Math.min(likely.probability(), CERTAIN));
    }
}
