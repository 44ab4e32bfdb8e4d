package postern.mailbox;

import org.apache.james.events.EventBus;
import org.apache.james.mailbox.MailboxManagerTest;
import org.apache.james.mailbox.SubscriptionManager;
import org.junit.jupiter.api.AfterEach;

/**
 * James' contract of a mailbox manager, against the store.
 *
 * <p>Contracts of James that do not apply and are not run here or beside: {@code AbstractMailboxManagerAttachmentTest}, since
 * appends do not take attachments out of messages (IMAP reads them in the message; capability not declared);
 * {@code ThreadIdGuessingAlgorithmContract}, since each message is a thread of its own for James, and tickets join them;
 * {@code AbstractMessageSearchIndexTest} and {@code ListeningMessageSearchIndexContract}, since the index is James' own. Tests
 * that apply only to stores which compute the flags of a mailbox from its messages skip themselves: ours remembers keywords.
 */
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
