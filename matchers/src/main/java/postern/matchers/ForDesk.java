package postern.matchers;

import javax.inject.Inject;
import org.apache.mailet.Mail;
import postern.triage.Docket;
import postern.triage.OwnMail;

/**
 * Whether customers' desk has to see the mail: one of its recipients is a service address, or an address of the desk's domain
 * that is nobody's. The second kind was ours when the edge took the mail; nothing that we took is dropped.
 */
public class ForDesk extends AllOrNone {
    private final OwnMail own;

    @Inject
    public ForDesk(OwnMail own) {
        this.own = own;
    }

    @Override
    boolean holds(Mail mail, Docket docket) {
        return docket.envelope().recipients().stream().anyMatch(own::isForDesk);
    }
}
