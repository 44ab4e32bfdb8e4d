package postern.mailbox;

import org.apache.james.mailbox.quota.CurrentQuotaManager;
import org.apache.james.mailbox.store.quota.CurrentQuotaManagerContract;
import org.junit.jupiter.api.AfterEach;

/** James' contract of what a user's mailboxes hold, against the store. */
class SqlQuotaUseTest implements CurrentQuotaManagerContract {
    private final TestMailbox mailbox = new TestMailbox();

    @AfterEach
    void close() {
        mailbox.close();
    }

    @Override
    public CurrentQuotaManager testee() {
        return mailbox.get(SqlQuotaUse.class);
    }
}
