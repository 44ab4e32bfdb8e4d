package postern.mailbox;

import org.apache.james.core.Username;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.UidValidity;

/** For a contract that puts messages into mailboxes it never made: the store keeps no message outside a mailbox. */
final class ProviderOfStoredMailboxes extends SqlMapperProvider {
    ProviderOfStoredMailboxes(TestMailbox mailbox) {
        super(mailbox);
    }

    @Override
    public MailboxId generateId() {
        return createMailboxMapper().create(MailboxPath.forUser(Username.of("benwa"), "made for a message"), UidValidity.of(42))
            .block().getMailboxId();
    }
}
