package postern.mailbox;

import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.store.mail.AttachmentMapper;
import org.apache.james.mailbox.store.mail.model.AttachmentMapperTest;
import org.junit.jupiter.api.AfterEach;

/** James' contract of attachments, against the store. */
class SqlAttachmentMapperTest extends AttachmentMapperTest {
    private TestMailbox mailbox = new TestMailbox();

    @AfterEach
    void close() {
        mailbox.close();
    }

    @Override
    protected AttachmentMapper createAttachmentMapper() {
        return new SqlMapperProvider(mailbox).createAttachmentMapper();
    }

    @Override
    protected MessageId generateMessageId() {
        return new SqlMapperProvider(mailbox).generateMessageId();
    }
}
