package postern.matchers;

import org.apache.mailet.Mail;
import postern.triage.Docket;
import postern.triage.Match;

/** Whether the mail is one that the desk already has. */
public class IsTwin extends AllOrNone {
    @Override
    boolean holds(Mail mail, Docket docket) {
        return docket.match().filter(Match.Twin.class::isInstance).isPresent();
    }
}
