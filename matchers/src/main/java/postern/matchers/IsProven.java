package postern.matchers;

import org.apache.mailet.Mail;
import postern.triage.Docket;

/** Whether the sender is who the envelope says: logged in, or of a domain that vouched for it. Others' bounces would hit bystanders. */
public class IsProven extends AllOrNone {
    @Override
    boolean holds(Mail mail, Docket docket) {
        return docket.envelope().login().isPresent() || docket.envelope().verified();
    }
}
