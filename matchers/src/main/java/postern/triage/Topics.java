package postern.triage;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import postern.desk.Desk;
import postern.desk.Reason;
import postern.desk.Rule;
import postern.desk.Topic;
import postern.letter.Letter;

/**
 * Decides by the desk's rules what a mail is about. Made once for a desk; the words of all rules are found in one pass.
 *
 * <p>A rule whose every list has a hit scores its weight for each hit, up to three, and double for hits in the subject. A topic
 * scores the sum of its rules. The highest score wins; of equals, the topic that stands higher in the file. Quoted text is not
 * looked at. Without any hit the service address decides, and then the desk's fallback topic.
 */
final class Topics {
    private static final int COUNTED = 3;
    private static final int IN_SUBJECT = 2;
    /** Characters that patterns are tried on: their cost grows with text times pattern. */
    private static final int PATTERN_TEXT = 16_000;

    private final Desk desk;
    private final List<Placed> rules = new ArrayList<>();
    private final List<Integer> wordless = new ArrayList<>();
    private final WordIndex index;
    private final List<List<Use>> uses = new ArrayList<>();

    /** A rule and its topic. */
    private record Placed(Topic topic, Rule rule) {
    }

    /** A word as a rule writes it. */
    private record Use(int rule, String word) {
    }

    private record Hit(Reason reason, int strength) {
    }

    private record Score(double points, List<Reason> reasons) {
    }

    Topics(Desk desk) {
        this.desk = desk;
        Map<String, List<Use>> byWord = new LinkedHashMap<>();
        desk.topics().values().forEach(topic -> topic.rules().forEach(rule -> {
            int number = rules.size();
            rules.add(new Placed(topic, rule));
            Map<String, String> distinct = new LinkedHashMap<>();
            rule.words().forEach(word -> distinct.putIfAbsent(Folding.fold(word), word));
            distinct.forEach((folded, word) -> byWord.computeIfAbsent(folded, w -> new ArrayList<>()).add(new Use(number, word)));
            if (rule.words().isEmpty()) {
                wordless.add(number);
            }
        }));
        index = new WordIndex(byWord.keySet());
        index.words().forEach(word -> uses.add(byWord.get(word)));
    }

    Classification classify(Letter letter, Envelope envelope) {
        Map<Integer, Map<String, Hit>> words = words(letter);
        wordless.forEach(rule -> words.put(rule, Map.of()));
        Map<String, Score> scores = new HashMap<>();
        words.keySet().stream().sorted().forEach(number -> score(rules.get(number), words.get(number), letter, envelope)
            .ifPresent(score -> scores.merge(rules.get(number).topic().id(), score, Topics::sum)));
        return scores.isEmpty() ? undecided(envelope) : decided(scores);
    }

    private Map<Integer, Map<String, Hit>> words(Letter letter) {
        Map<Integer, Map<String, Hit>> hits = new TreeMap<>();
        // The subject first: a word that stands in both counts as there.
        BitSet seen = new BitSet(uses.size());
        for (boolean subject : new boolean[] {true, false}) {
            index.find(Folding.fold(subject ? letter.bareSubject() : letter.text()), word -> {
                for (Use use : seen.get(word) ? List.<Use>of() : uses.get(word)) {
                    String rule = rules.get(use.rule()).rule().id();
                    hits.computeIfAbsent(use.rule(), r -> new LinkedHashMap<>())
                        .put(index.words().get(word), new Hit(Reason.of("rule-word", rule + ":" + use.word()), subject ? IN_SUBJECT : 1));
                }
                seen.set(word);
            });
        }
        return hits;
    }

    /** @return empty if one of the rule's lists has no hit */
    private static Optional<Score> score(Placed placed, Map<String, Hit> words, Letter letter, Envelope envelope) {
        Rule rule = placed.rule();
        if (rule.words().isEmpty() != words.isEmpty()) {
            return Optional.empty();
        }
        // "到货" inside of "没收到货" is not a second sign.
        List<Hit> hits = new ArrayList<>(words.keySet().stream()
            .filter(word -> words.keySet().stream().noneMatch(longer -> longer.length() > word.length() && longer.contains(word)))
            .map(words::get).toList());
        Optional<List<Hit>> patterns = patterns(rule, letter);
        Optional<List<Reason>> conditions = Conditions.met(rule, letter, envelope);
        if (patterns.isEmpty() || conditions.isEmpty()) {
            return Optional.empty();
        }
        hits.addAll(patterns.get());
        hits.sort(Comparator.comparingInt(Hit::strength).reversed());
        List<Reason> reasons = new ArrayList<>(hits.stream().limit(COUNTED).map(Hit::reason).toList());
        reasons.addAll(conditions.get());
        int strength = hits.isEmpty() ? 1 : hits.stream().limit(COUNTED).mapToInt(Hit::strength).sum();
        return Optional.of(new Score((double) strength * rule.weight(), reasons));
    }

    private static Optional<List<Hit>> patterns(Rule rule, Letter letter) {
        List<Hit> hits = new ArrayList<>();
        for (Pattern pattern : rule.patterns()) {
            boolean inSubject = pattern.matcher(start(letter.bareSubject())).find();
            if (inSubject || pattern.matcher(start(letter.text())).find()) {
                hits.add(new Hit(Reason.of("rule-pattern", rule.id() + ":" + pattern.pattern()), inSubject ? IN_SUBJECT : 1));
            }
        }
        return hits.isEmpty() && !rule.patterns().isEmpty() ? Optional.empty() : Optional.of(hits);
    }

    private static String start(String text) {
        return text.length() > PATTERN_TEXT ? text.substring(0, PATTERN_TEXT) : text;
    }

    private static Score sum(Score one, Score other) {
        List<Reason> reasons = new ArrayList<>(one.reasons());
        reasons.addAll(other.reasons());
        return new Score(one.points() + other.points(), reasons);
    }

    private Classification decided(Map<String, Score> scores) {
        List<Topic> ranked = desk.topics().values().stream().filter(topic -> scores.containsKey(topic.id()))
            .sorted(Comparator.comparingDouble((Topic topic) -> scores.get(topic.id()).points()).reversed()).toList();
        Topic best = ranked.getFirst();
        Map<String, Double> points = new HashMap<>();
        scores.forEach((id, score) -> points.put(id, score.points()));
        List<Reason> reasons = new ArrayList<>(scores.get(best.id()).reasons());
        Optional<String> runnerUp = ranked.stream().skip(1).map(Topic::id).findFirst();
        runnerUp.ifPresent(id -> reasons.add(Reason.of("runner-up", id + " " + plain(points.get(id)) + " to " + plain(points.get(best.id())))));
        return new Classification(best, points, runnerUp, reasons);
    }

    private static String plain(double points) {
        return points == Math.rint(points) ? Long.toString((long) points) : Double.toString(points);
    }

    private Classification undecided(Envelope envelope) {
        for (String recipient : envelope.recipients()) {
            Optional<Topic> topic = desk.serviceAddress(recipient).flatMap(address -> address.topic()).map(desk.topics()::get);
            if (topic.isPresent()) {
                return new Classification(topic.get(), Map.of(), Optional.empty(), List.of(Reason.of("service-address", recipient)));
            }
        }
        return new Classification(desk.fallbackTopic(), Map.of(), Optional.empty(), List.of(Reason.of("no-rule")));
    }
}
