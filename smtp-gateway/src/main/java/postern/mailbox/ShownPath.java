package postern.mailbox;

import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.model.MailboxPath;

/**
 * The path under which a user sees another's folder. It equals the same path of the user's own, so that names, patterns and
 * subscriptions find it, but James does not take the folder for the user's own and asks the ACL.
 */
final class ShownPath extends MailboxPath {
    ShownPath(MailboxPath stored, Username seenBy) {
        super(stored.getNamespace(), seenBy, stored.getName());
    }

    @Override
    public boolean belongsTo(MailboxSession session) {
        return false;
    }
}
