package postern.mailbox;

import org.apache.james.mailbox.store.mail.model.MapperProvider;
import org.apache.james.mailbox.store.mail.model.MessageWithAttachmentMapperTest;
import org.junit.jupiter.api.AfterEach;

/** James' contract of messages with attachments, against the store. */
class SqlMessageWithAttachmentMapperTest extends MessageWithAttachmentMapperTest {
    private TestMailbox mailbox = new TestMailbox();

    @AfterEach
    void close() {
        mailbox.close();
    }

    @Override
    protected MapperProvider createMapperProvider() {
        return new ProviderOfStoredMailboxes(mailbox);
    }
}
