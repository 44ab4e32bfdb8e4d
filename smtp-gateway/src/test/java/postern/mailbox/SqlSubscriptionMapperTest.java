package postern.mailbox;

import org.apache.james.mailbox.store.user.SubscriptionMapper;
import org.apache.james.mailbox.store.user.SubscriptionMapperTest;
import org.junit.jupiter.api.AfterEach;

/** James' contract of subscriptions, against the store. */
class SqlSubscriptionMapperTest extends SubscriptionMapperTest {
    private TestMailbox mailbox = new TestMailbox();

    @AfterEach
    void close() {
        mailbox.close();
    }

    @Override
    protected SubscriptionMapper createSubscriptionMapper() {
        return new SqlSubscriptionMapper(mailbox.store());
    }
}
