package postern.mailbox;

import org.apache.james.mailbox.quota.CurrentQuotaManager;
import org.apache.james.mailbox.quota.MaxQuotaManager;
import org.apache.james.mailbox.quota.QuotaManager;
import org.apache.james.mailbox.store.AbstractMessageIdManagerQuotaTest;
import org.apache.james.mailbox.store.MessageIdManagerTestSystem;
import org.junit.jupiter.api.AfterEach;

/** James' contract of quotas for messages by id, against the store. */
class SqlMessageIdManagerQuotaTest extends AbstractMessageIdManagerQuotaTest {
    private final TestMailbox mailbox = new TestMailbox();

    @AfterEach
    void close() {
        mailbox.close();
    }

    @Override
    protected MessageIdManagerTestSystem createTestSystem(QuotaManager quotas, CurrentQuotaManager use) {
        return mailbox.messageIds();
    }

    @Override
    protected MaxQuotaManager createMaxQuotaManager() {
        return mailbox.get(SqlQuotaLimits.class);
    }

    @Override
    protected CurrentQuotaManager createCurrentQuotaManager() {
        return mailbox.get(SqlQuotaUse.class);
    }

    @Override
    protected QuotaManager createQuotaManager(MaxQuotaManager limits, CurrentQuotaManager use) {
        return mailbox.get(QuotaManager.class);
    }
}
