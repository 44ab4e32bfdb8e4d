package postern.triage;

import java.util.List;
import postern.desk.Reason;
import postern.desk.Rule;
import postern.desk.Topic;

/**
 * A rule that is met by a mail.
 *
 * @param points how strongly it speaks for its topic
 */
record Ruling(Topic topic, Rule rule, double points, List<Reason> reasons) {
    Ruling {
        reasons = List.copyOf(reasons);
    }
}
