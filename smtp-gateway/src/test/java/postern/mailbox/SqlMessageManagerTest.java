package postern.mailbox;

import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.store.AbstractMessageManagerTest;
import org.apache.james.mailbox.store.MessageManagerTestSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** James' contract of what an opened mailbox tells to whom, against the store. */
class SqlMessageManagerTest extends AbstractMessageManagerTest {
    private final TestMailbox mailbox = new TestMailbox();

    @BeforeEach
    void open() throws Exception {
        setup(new MessageManagerTestSystem(mailbox.get(Mailboxes.class)) {
            @Override
            public Mailbox createMailbox(MailboxPath path, MailboxSession session) throws MailboxException {
                return mailbox.createMailbox(path, session);
            }
        });
    }

    @AfterEach
    void close() {
        mailbox.close();
    }
}
