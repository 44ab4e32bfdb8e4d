package postern.triage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import postern.desk.Reason;
import postern.desk.Rule;

/** What speaks for one rule in one mail, gathered while its conditions are asked. */
final class Evidence {
    /** More hits than this do not make a rule stronger. */
    private static final int COUNTED = 3;

    private final Rule rule;
    private final List<Hit> words = new ArrayList<>();
    private final List<Hit> patterns = new ArrayList<>();
    private final List<Reason> others = new ArrayList<>();

    /**
     * @param key what makes it one hit however often the rule asks for it
     * @param rank where in the mail it was found, among others of the same strength
     */
    private record Hit(String key, Reason reason, int strength, int rank) {
    }

    Evidence(Rule rule) {
        this.rule = rule;
    }

    void word(String folded, String written, int strength, int rank) {
        words.add(new Hit(folded, reason("rule-word", written), strength, rank));
    }

    void pattern(String pattern, int strength) {
        patterns.add(new Hit(pattern, reason("rule-pattern", pattern), strength, 0));
    }

    void other(String code, String what) {
        others.add(reason(code, what));
    }

    /** Asks; what was gathered for an answer that is no is forgotten. */
    boolean kept(BooleanSupplier asking) {
        int[] before = {words.size(), patterns.size(), others.size()};
        boolean met = asking.getAsBoolean();
        if (!met) {
            forget(before);
        }
        return met;
    }

    /** Asks without gathering. */
    boolean lacking(BooleanSupplier asking) {
        int[] before = {words.size(), patterns.size(), others.size()};
        boolean met = asking.getAsBoolean();
        forget(before);
        return !met;
    }

    private void forget(int[] before) {
        words.subList(before[0], words.size()).clear();
        patterns.subList(before[1], patterns.size()).clear();
        others.subList(before[2], others.size()).clear();
    }

    /** @return the strongest hits first, then what else was asked */
    Ruling ruling(RuleBook.Placed placed) {
        List<Hit> hits = new ArrayList<>(distinct(words));
        hits.sort(Comparator.comparingInt(Hit::rank));
        // "到货" inside of "没收到货" is not a second sign.
        hits.removeIf(hit -> words.stream().anyMatch(longer -> longer.key().length() > hit.key().length()
            && longer.key().contains(hit.key())));
        hits.addAll(distinct(patterns));
        hits.sort(Comparator.comparingInt(Hit::strength).reversed());
        List<Reason> reasons = new ArrayList<>(hits.stream().limit(COUNTED).map(Hit::reason).toList());
        reasons.addAll(new java.util.LinkedHashSet<>(others));
        int strength = hits.isEmpty() ? 1 : hits.stream().limit(COUNTED).mapToInt(Hit::strength).sum();
        return new Ruling(placed.topic(), rule, (double) strength * rule.weight(), reasons);
    }

    /** The strongest of each key. */
    private static List<Hit> distinct(List<Hit> hits) {
        Set<String> seen = new HashSet<>();
        return hits.stream().sorted(Comparator.comparingInt(Hit::strength).reversed()).filter(hit -> seen.add(hit.key())).toList();
    }

    private Reason reason(String code, String what) {
        return Reason.of(code, what.isEmpty() ? rule.id() : rule.id() + ":" + what);
    }
}
