package postern.matchers;

import javax.inject.Inject;
import javax.inject.Provider;
import org.apache.mailet.Mail;
import postern.desk.Desk;
import postern.triage.Addresses;
import postern.triage.Docket;

/**
 * Whether customers' desk has to see the mail: one of its recipients is a service address, or an address of the desk's domain
 * that is nobody's. The second kind was ours when the edge took the mail; nothing that we took is dropped.
 */
public class ForDesk extends AllOrNone {
    private final Provider<Desk> desk;

    @Inject
    public ForDesk(Provider<Desk> desk) {
        this.desk = desk;
    }

    @Override
    boolean holds(Mail mail, Docket docket) {
        Desk current = desk.get();
        return docket.envelope().recipients().stream().anyMatch(address -> Addresses.forDesk(current, address));
    }
}
