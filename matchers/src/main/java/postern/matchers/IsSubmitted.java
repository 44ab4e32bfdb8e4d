package postern.matchers;

import org.apache.mailet.Mail;
import postern.triage.Docket;

/** Whether a logged-in agent sent the mail. */
public class IsSubmitted extends AllOrNone {
    @Override
    boolean holds(Mail mail, Docket docket) {
        return docket.envelope().login().isPresent();
    }
}
