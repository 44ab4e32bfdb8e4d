package postern.matchers;

import org.apache.mailet.Mail;
import postern.triage.Docket;

/** Whether reading failed, so that only people can tell what the mail is. */
public class IsUnreadable extends AllOrNone {
    @Override
    boolean holds(Mail mail, Docket docket) {
        return docket.trouble().isPresent();
    }
}
