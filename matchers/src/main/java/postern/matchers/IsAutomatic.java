package postern.matchers;

import org.apache.mailet.Mail;
import postern.letter.Origin;
import postern.triage.Docket;

/** Whether a machine made the mail: bounces, auto-replies, lists, reports, junk. */
public class IsAutomatic extends AllOrNone {
    @Override
    boolean holds(Mail mail, Docket docket) {
        return docket.letter().filter(letter -> letter.origin() != Origin.CUSTOMER).isPresent();
    }
}
