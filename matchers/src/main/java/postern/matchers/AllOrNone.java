package postern.matchers;

import java.util.Collection;
import java.util.List;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMatcher;
import postern.triage.Docket;

/**
 * A question about the mail as a whole. The container copies a mail of which some recipients match; a copy would be a second
 * mail to the ticket store, so the answer is for all recipients or for none.
 */
abstract class AllOrNone extends GenericMatcher {
    @Override
    public final Collection<MailAddress> match(Mail mail) {
        return holds(mail, Dockets.of(mail)) ? mail.getRecipients() : List.of();
    }

    abstract boolean holds(Mail mail, Docket docket);
}
