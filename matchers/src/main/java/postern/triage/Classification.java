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
 * @param scores by topic id; higher is surer
 * @param runnerUp id of the second best topic, if any scored
 */
public record Classification(Topic topic, Map<String, Double> scores, Optional<String> runnerUp, List<Reason> reasons) {
    /** Reason that names a rule which only says what it would do. */
    public static final String DRY_RULE = "dry-rule";

    public Classification {
        scores = Map.copyOf(scores);
        reasons = List.copyOf(reasons);
    }

    /** @return the same with more reasons at the end */
    Classification and(List<Reason> more) {
        return more.isEmpty() ? this : new Classification(topic, scores, runnerUp, Stream.concat(reasons.stream(), more.stream()).toList());
    }
}
