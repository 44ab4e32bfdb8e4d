package postern.triage;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import postern.desk.Condition;
import postern.desk.DecideBy;
import postern.desk.Desk;
import postern.desk.Rule;
import postern.desk.Topic;

/** Looks through the rules of a desk for those that do nothing: people who wrote them think that they do. */
public final class RuleReview {
    private final Desk desk;
    private final List<Remark> remarks = new ArrayList<>();

    /**
     * @param rule its id
     * @param what is odd, a clause
     * @param hint what to write instead, a clause
     */
    public record Remark(String rule, String what, String hint) {
    }

    private record Placed(Topic topic, Rule rule) {
    }

    private RuleReview(Desk desk) {
        this.desk = desk;
    }

    /** @return in the order of the file */
    public static List<Remark> of(Desk desk) {
        RuleReview review = new RuleReview(desk);
        List<Placed> rules = desk.topics().values().stream().flatMap(topic -> topic.rules().stream()
            .map(rule -> new Placed(topic, rule))).toList();
        rules.forEach(placed -> review.words(placed.rule(), placed.rule().when()));
        rules.forEach(placed -> new Reach(desk).never(placed.rule().when()).ifPresent(why ->
            review.remarks.add(new Remark(placed.rule().id(), "no mail ever meets it: " + why,
                "change one of the two, or take the rule out"))));
        Set<Rule> same = review.same(rules);
        if (desk.decideBy() == DecideBy.FIRST) {
            review.behind(rules.stream().filter(placed -> !same.contains(placed.rule()) && !placed.rule().dry()).toList());
        }
        Map<String, Integer> order = new HashMap<>();
        rules.forEach(placed -> order.put(placed.rule().id(), order.size()));
        return review.remarks.stream().sorted(Comparator.comparingInt(remark -> order.get(remark.rule()))).toList();
    }

    private void words(Rule rule, Condition condition) {
        switch (condition) {
            case Condition.Words words -> words(rule, words.words());
            case Condition.All all -> all.conditions().forEach(part -> words(rule, part));
            case Condition.Any any -> any.conditions().forEach(part -> words(rule, part));
            case Condition.Not not -> words(rule, not.condition());
            default -> { }
        }
    }

    private void words(Rule rule, List<String> words) {
        Map<String, String> seen = new HashMap<>();
        for (String word : words) {
            String folded = Folding.fold(word);
            if (folded.codePoints().noneMatch(Character::isLetterOrDigit)) {
                remarks.add(new Remark(rule.id(), "of the word '" + word + "' nothing is left when it is compared",
                    "write letters or characters that are seen"));
                continue;
            }
            Optional.ofNullable(seen.putIfAbsent(folded, word)).ifPresent(before ->
                remarks.add(new Remark(rule.id(), "the words '" + before + "' and '" + word
                    + "' are the same when they are compared", "leave one of them out")));
        }
    }

    /** @return rules that ask the same as an earlier one */
    private Set<Rule> same(List<Placed> rules) {
        Set<Rule> same = new HashSet<>();
        Map<String, Placed> first = new HashMap<>();
        for (Placed placed : rules) {
            Placed before = first.putIfAbsent(Implication.canonical(placed.rule().when()), placed);
            // A dry rule beside the one that it may replace is what dry is for.
            if (before != null && before.rule().dry() == placed.rule().dry()) {
                same.add(placed.rule());
                boolean one = before.topic() == placed.topic();
                String what = "it asks the same as rule '" + before.rule().id() + "'"
                    + (one ? "" : " of topic '" + before.topic().id() + "'");
                remarks.add(new Remark(placed.rule().id(), what, one ? "take one out; a higher weight makes the other stronger"
                    : "take one out, or add what tells the topics apart"));
            }
        }
        return same;
    }

    /** Where the first rule decides: rules that stand behind one that is met whenever they are. */
    private void behind(List<Placed> rules) {
        Map<String, BitSet> byWord = new LinkedHashMap<>();
        BitSet wordless = new BitSet();
        for (int number = 0; number < rules.size(); number++) {
            List<String> words = folded(rules.get(number).rule().when()).toList();
            for (String word : words) {
                byWord.computeIfAbsent(word, w -> new BitSet()).set(number);
            }
            wordless.set(number, !needsWord(rules.get(number).rule().when()));
        }
        List<BitSet> users = List.copyOf(byWord.values());
        Automaton words = new Automaton(List.copyOf(byWord.keySet()));
        for (int number = 1; number < rules.size(); number++) {
            Placed placed = rules.get(number);
            // A rule with words is met by all that meet another only if one of its words stands in one of the other's.
            BitSet wider = (BitSet) wordless.clone();
            folded(placed.rule().when()).forEach(word -> words.find(word, (found, from, to) -> wider.or(users.get(found))));
            wider.clear(number, rules.size());
            wider.stream().mapToObj(rules::get).filter(before -> Implication.implies(placed.rule().when(), before.rule().when()))
                .findFirst()
                .ifPresent(before -> remarks.add(new Remark(placed.rule().id(), "it never decides: rule '" + before.rule().id()
                    + "' stands above it and is met whenever it is", "put it above that rule, or take it out")));
        }
    }

    private static boolean needsWord(Condition condition) {
        return condition instanceof Condition.Words
            || condition instanceof Condition.All all && all.conditions().stream().anyMatch(RuleReview::needsWord)
            || condition instanceof Condition.Any any && any.conditions().stream().allMatch(RuleReview::needsWord);
    }

    private static Stream<String> folded(Condition condition) {
        return switch (condition) {
            case Condition.Words words -> words.words().stream().map(Folding::fold);
            case Condition.All all -> all.conditions().stream().flatMap(RuleReview::folded);
            case Condition.Any any -> any.conditions().stream().flatMap(RuleReview::folded);
            default -> Stream.empty();
        };
    }
}
