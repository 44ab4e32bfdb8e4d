package postern.mailbox;

import org.apache.james.mailbox.store.mail.model.MapperProvider;
import org.apache.james.mailbox.store.mail.model.MessageIdMapperTest;
import org.apache.james.utils.UpdatableTickingClock;
import org.junit.jupiter.api.AfterEach;

/** James' contract of messages by id, against the store. */
class SqlMessageIdMapperTest extends MessageIdMapperTest {
    private TestMailbox mailbox = new TestMailbox();

    @AfterEach
    void close() {
        mailbox.close();
    }

    @Override
    protected MapperProvider provideMapper() {
        return new SqlMapperProvider(mailbox);
    }

    @Override
    protected UpdatableTickingClock updatableTickingClock() {
        return mailbox.clock();
    }
}
