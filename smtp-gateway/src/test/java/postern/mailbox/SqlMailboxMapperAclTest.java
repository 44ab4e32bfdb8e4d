package postern.mailbox;

import org.apache.james.mailbox.store.mail.MailboxMapper;
import org.apache.james.mailbox.store.mail.model.MailboxMapperACLTest;
import org.junit.jupiter.api.AfterEach;

/** James' contract of access control lists, against the store. */
class SqlMailboxMapperAclTest extends MailboxMapperACLTest {
    private TestMailbox mailbox = new TestMailbox();

    @AfterEach
    void close() {
        mailbox.close();
    }

    @Override
    protected MailboxMapper createMailboxMapper() {
        return new SqlMapperProvider(mailbox).createMailboxMapper();
    }
}
