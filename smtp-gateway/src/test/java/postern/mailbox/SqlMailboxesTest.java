package postern.mailbox;

import org.apache.james.events.EventBus;
import org.apache.james.mailbox.MailboxManagerTest;
import org.apache.james.mailbox.SubscriptionManager;
import org.junit.jupiter.api.AfterEach;

/** James' contract of a mailbox manager, against the store. */
class SqlMailboxesTest extends MailboxManagerTest<Mailboxes> {
    private TestMailbox mailbox;

    @AfterEach
    void close() {
        mailbox.close();
    }

    private TestMailbox mailbox() {
        if (mailbox == null) {
            mailbox = new TestMailbox(preDeletionHooks());
        }
        return mailbox;
    }

    @Override
    protected Mailboxes provideMailboxManager() {
        return mailbox().get(Mailboxes.class);
    }

    @Override
    protected SubscriptionManager provideSubscriptionManager() {
        return mailbox().get(SubscriptionManager.class);
    }

    @Override
    protected EventBus retrieveEventBus(Mailboxes mailboxes) {
        return mailboxes.getEventBus();
    }
}
