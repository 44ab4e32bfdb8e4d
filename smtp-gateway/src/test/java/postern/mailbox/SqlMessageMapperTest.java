package postern.mailbox;

import org.apache.james.mailbox.store.mail.model.MapperProvider;
import org.apache.james.mailbox.store.mail.model.MessageMapperTest;
import org.apache.james.utils.UpdatableTickingClock;
import org.junit.jupiter.api.AfterEach;

/** James' contract of messages in mailboxes, against the store. */
class SqlMessageMapperTest extends MessageMapperTest {
    private TestMailbox mailbox = new TestMailbox();

    @AfterEach
    void close() {
        mailbox.close();
    }

    @Override
    protected MapperProvider createMapperProvider() {
        return new SqlMapperProvider(mailbox);
    }

    @Override
    protected UpdatableTickingClock updatableTickingClock() {
        return mailbox.clock();
    }
}
