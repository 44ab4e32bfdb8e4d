package postern.matchers;

import org.apache.mailet.Mail;
import postern.triage.Docket;
import postern.triage.Match;

/** Whether the mail belongs to a ticket that was there before. */
public class IsFollowUp extends AllOrNone {
    @Override
    boolean holds(Mail mail, Docket docket) {
        return docket.match().filter(Match.Joined.class::isInstance).isPresent();
    }
}
