package postern.triage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    /** Reason that names a rule which only says what it would do. */
    public static final String DRY_RULE = "dry-rule";

    public Classification {
        scores = Map.copyOf(scores);
        likely = Map.copyOf(likely);
        reasons = List.copyOf(reasons);
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
