package postern.mailbox;

import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.store.mail.MailboxMapper;
import org.apache.james.mailbox.store.mail.model.MailboxMapperTest;
import org.junit.jupiter.api.AfterEach;

/** James' contract of mailboxes, against the store. */
class SqlMailboxMapperTest extends MailboxMapperTest {
    private TestMailbox mailbox = new TestMailbox();

    @AfterEach
    void close() {
        mailbox.close();
    }

    @Override
    protected MailboxMapper createMailboxMapper() {
        return new SqlMapperProvider(mailbox).createMailboxMapper();
    }

    @Override
    protected MailboxId generateId() {
        return new SqlMapperProvider(mailbox).generateId();
    }
}
