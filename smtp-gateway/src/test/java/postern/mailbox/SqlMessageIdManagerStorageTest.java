package postern.mailbox;

import org.apache.james.mailbox.store.AbstractMessageIdManagerStorageTest;
import org.apache.james.mailbox.store.MessageIdManagerTestSystem;
import org.junit.jupiter.api.AfterEach;

/** James' contract of messages by id across mailboxes, against the store. */
class SqlMessageIdManagerStorageTest extends AbstractMessageIdManagerStorageTest {
    private final TestMailbox mailbox = new TestMailbox();

    @AfterEach
    void close() {
        mailbox.close();
    }

    @Override
    protected MessageIdManagerTestSystem createTestingData() {
        return mailbox.messageIds();
    }
}
