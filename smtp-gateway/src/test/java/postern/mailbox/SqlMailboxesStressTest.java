package postern.mailbox;

import org.apache.james.events.EventBus;
import org.apache.james.mailbox.MailboxManagerStressContract;
import org.junit.jupiter.api.AfterEach;

/** James' contract of many who write at once, against the store. */
class SqlMailboxesStressTest implements MailboxManagerStressContract<Mailboxes> {
    private final TestMailbox mailbox = new TestMailbox();

    @AfterEach
    void close() {
        mailbox.close();
    }

    @Override
    public Mailboxes getManager() {
        return mailbox.get(Mailboxes.class);
    }

    @Override
    public EventBus retrieveEventBus() {
        return mailbox.get(EventBus.class);
    }
}
