package postern.mailbox;

import org.apache.james.mailbox.quota.MaxQuotaManager;
import org.apache.james.mailbox.store.quota.GenericMaxQuotaManagerTest;
import org.junit.jupiter.api.AfterEach;

/** James' contract of quota limits, against the store. */
class SqlQuotaLimitsTest extends GenericMaxQuotaManagerTest {
    private TestMailbox mailbox = new TestMailbox();

    @AfterEach
    void close() {
        mailbox.close();
    }

    @Override
    protected MaxQuotaManager provideMaxQuotaManager() {
        return mailbox.get(SqlQuotaLimits.class);
    }
}
