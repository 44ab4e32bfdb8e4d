package postern.mailbox;

import org.apache.james.mailbox.Authenticator;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.manager.IntegrationResources;
import org.apache.james.mailbox.manager.ManagerTestProvisionner;
import org.apache.james.mailbox.manager.QuotaMessageManagerContract;
import org.apache.james.mailbox.quota.MaxQuotaManager;
import org.apache.james.mailbox.quota.QuotaManager;
import org.apache.james.mailbox.quota.QuotaRootResolver;
import org.apache.james.mailbox.store.FakeAuthenticator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** James' contract that a full mailbox takes no more, against the store. */
class SqlQuotaTest implements QuotaMessageManagerContract<MailboxManager> {
    private final TestMailbox mailbox = new TestMailbox();
    private final IntegrationResources<MailboxManager> resources = new IntegrationResources<>() {
        @Override
        public MailboxManager getMailboxManager() {
            return mailbox.get(MailboxManager.class);
        }

        @Override
        public QuotaManager getQuotaManager() {
            return mailbox.get(QuotaManager.class);
        }

        @Override
        public MaxQuotaManager getMaxQuotaManager() {
            return mailbox.get(MaxQuotaManager.class);
        }

        @Override
        public QuotaRootResolver getQuotaRootResolver() {
            return mailbox.get(QuotaRootResolver.class);
        }
    };
    private ManagerTestProvisionner provisionner;

    @BeforeEach
    void open() throws Exception {
        ((FakeAuthenticator) mailbox.get(Authenticator.class))
            .addUser(ManagerTestProvisionner.USER, ManagerTestProvisionner.USER_PASS);
        provisionner = new ManagerTestProvisionner(resources);
        provisionner.createMailboxes();
    }

    @AfterEach
    void close() {
        mailbox.close();
    }

    @Override
    public IntegrationResources<MailboxManager> getResources() {
        return resources;
    }

    @Override
    public ManagerTestProvisionner getProvisionner() {
        return provisionner;
    }
}
