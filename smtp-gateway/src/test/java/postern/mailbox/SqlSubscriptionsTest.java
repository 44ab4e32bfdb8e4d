package postern.mailbox;

import org.apache.james.mailbox.SubscriptionManager;
import org.apache.james.mailbox.SubscriptionManagerContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** James' contract of subscriptions, against the store. */
class SqlSubscriptionsTest implements SubscriptionManagerContract {
    private final TestMailbox mailbox = new TestMailbox();

    /** The contract's session is one for all tests and remembers the mapper of the first. */
    @BeforeEach
    void forget() {
        SESSION.getAttributes().clear();
    }

    @AfterEach
    void close() {
        mailbox.close();
    }

    @Override
    public SubscriptionManager getSubscriptionManager() {
        return mailbox.get(SubscriptionManager.class);
    }
}
