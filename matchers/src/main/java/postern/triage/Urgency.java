package postern.triage;

import java.time.Instant;
import java.util.List;
import postern.desk.Priority;
import postern.desk.Reason;

/**
 * How urgent a mail is and until when it must be answered.
 *
 * @param deadline of the first response
 */
public record Urgency(Priority priority, Instant deadline, List<Reason> reasons) {
    public Urgency {
        reasons = List.copyOf(reasons);
    }
}
