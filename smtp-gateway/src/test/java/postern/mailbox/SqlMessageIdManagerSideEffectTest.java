package postern.mailbox;

import com.google.inject.util.Modules;
import java.util.Set;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.extension.PreDeletionHook;
import org.apache.james.mailbox.quota.QuotaManager;
import org.apache.james.mailbox.store.AbstractMessageIdManagerSideEffectTest;
import org.apache.james.mailbox.store.MessageIdManagerTestSystem;
import org.junit.jupiter.api.AfterEach;

/** James' contract of events and quotas of messages by id, against the store. */
class SqlMessageIdManagerSideEffectTest extends AbstractMessageIdManagerSideEffectTest {
    private TestMailbox mailbox;

    @AfterEach
    void close() {
        mailbox.close();
    }

    @Override
    protected MessageIdManagerTestSystem createTestSystem(QuotaManager quotas, EventBus events, Set<PreDeletionHook> hooks) {
        mailbox = new TestMailbox('.', null, Modules.combine(TestMailbox.hooks(hooks), binder -> {
            binder.bind(EventBus.class).toInstance(events);
            binder.bind(QuotaManager.class).toInstance(quotas);
        }));
        return mailbox.messageIds();
    }
}
