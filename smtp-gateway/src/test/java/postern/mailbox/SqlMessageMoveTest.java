package postern.mailbox;

import org.apache.james.mailbox.store.mail.model.MapperProvider;
import org.apache.james.mailbox.store.mail.model.MessageMoveTest;
import org.junit.jupiter.api.AfterEach;

/** James' contract of moves, against the store. */
class SqlMessageMoveTest extends MessageMoveTest {
    private TestMailbox mailbox = new TestMailbox();

    @AfterEach
    void close() {
        mailbox.close();
    }

    @Override
    protected MapperProvider createMapperProvider() {
        return new SqlMapperProvider(mailbox);
    }
}
