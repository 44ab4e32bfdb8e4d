package postern.matchers;

import org.apache.mailet.Mail;
import postern.triage.Docket;

/** Whether a team has the mail: {@code TeamIs=returns}. */
public class TeamIs extends AllOrNone {
    @Override
    boolean holds(Mail mail, Docket docket) {
        return docket.assignment().filter(assignment -> assignment.team().id().equals(getCondition())).isPresent();
    }
}
