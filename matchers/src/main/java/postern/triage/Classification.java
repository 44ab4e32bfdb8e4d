package postern.triage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import postern.desk.Reason;
import postern.desk.Topic;

/**
 * What a mail is about.
 *
 * @param scores by topic id, of what decided: points of rules, or the probability of the classifier; empty if nothing decided
 * @param likely probabilities of the classifier by topic id; empty if it was not asked or knows nothing
 * @param runnerUp id of the second best topic, if any scored
 */
public record Classification(Topic topic, Map<String, Double> scores, Map<String, Double> likely, Optional<String> runnerUp, List<Reason> reasons) {
    private static final String DRY_RULE = "dry-rule";
    private static final String WOULD_BE = ": would be ";

    public Classification {
        scores = Map.copyOf(scores);
        likely = Map.copyOf(likely);
        reasons = List.copyOf(reasons);
    }

    /** The reason of a rule that only says what it would do. */
    static Reason dry(String rule, Topic would) {
        return Reason.of(DRY_RULE, rule + WOULD_BE + would.id());
    }

    /** @return what the topic would be, by the id of each dry rule that is met */
    public Map<String, String> dry() {
        return reasons.stream().filter(reason -> reason.code().equals(DRY_RULE)).map(reason -> reason.detail().split(WOULD_BE, 2))
            .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (one, other) -> one));
    }

    /** @return the same with more reasons at the end */
    Classification and(List<Reason> more) {
        return more.isEmpty() ? this : new Classification(topic, scores, likely, runnerUp, Stream.concat(reasons.stream(), more.stream()).toList());
    }

    /** Of rules alone. */
    public Classification(Topic topic, Map<String, Double> scores, Optional<String> runnerUp, List<Reason> reasons) {
        this(topic, scores, Map.of(), runnerUp, reasons);
    }
}
