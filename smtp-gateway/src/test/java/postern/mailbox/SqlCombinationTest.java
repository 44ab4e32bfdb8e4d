package postern.mailbox;

import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageIdManager;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.store.AbstractCombinationManagerTest;
import org.apache.james.mailbox.store.CombinationManagerTestSystem;
import org.junit.jupiter.api.AfterEach;

/** James' contract that messages by id and messages in mailboxes tell the same, against the store. */
class SqlCombinationTest extends AbstractCombinationManagerTest {
    private final TestMailbox mailbox = new TestMailbox();

    @AfterEach
    void close() {
        mailbox.close();
    }

    @Override
    protected CombinationManagerTestSystem createTestingData() {
        Mailboxes mailboxes = mailbox.get(Mailboxes.class);
        return new CombinationManagerTestSystem(mailboxes, mailbox.get(MessageIdManager.class)) {
            @Override
            public Mailbox createMailbox(MailboxPath path, MailboxSession session) throws MailboxException {
                return mailbox.createMailbox(path, session);
            }

            @Override
            public MessageManager createMessageManager(Mailbox box, MailboxSession session) {
                return mailboxes.createMessageManager(box, session);
            }
        };
    }
}
