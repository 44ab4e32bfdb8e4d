package postern.matchers;

import org.apache.mailet.Mail;
import postern.triage.Docket;

/** Whether the mail is that urgent: {@code PriorityIs=urgent}. */
public class PriorityIs extends AllOrNone {
    @Override
    boolean holds(Mail mail, Docket docket) {
        return docket.urgency().filter(urgency -> urgency.priority().name().equalsIgnoreCase(getCondition())).isPresent();
    }
}
