package postern.mailbox;

import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.store.mail.AnnotationMapper;
import org.apache.james.mailbox.store.mail.model.AnnotationMapperTest;
import org.junit.jupiter.api.AfterEach;

/** James' contract of annotations, against the store. */
class SqlAnnotationMapperTest extends AnnotationMapperTest {
    private TestMailbox mailbox = new TestMailbox();

    @AfterEach
    void close() {
        mailbox.close();
    }

    @Override
    protected AnnotationMapper createAnnotationMapper() {
        return new SqlAnnotationMapper(mailbox.store());
    }

    @Override
    protected MailboxId generateMailboxId() {
        return new SqlMapperProvider(mailbox).generateId();
    }
}
