package postern.mailbox;

import javax.inject.Inject;
import org.apache.james.mailbox.store.MailboxManagerConfiguration;
import org.apache.james.mailbox.store.PreDeletionHooks;
import org.apache.james.mailbox.store.StoreMailboxAnnotationManager;
import org.apache.james.mailbox.store.quota.QuotaComponents;

/** What James' mailbox code asks before it writes. */
record MailboxRules(Rights rights, QuotaComponents quota, PreDeletionHooks hooks, StoreMailboxAnnotationManager annotations,
                    MailboxManagerConfiguration configuration) {
    @Inject
    MailboxRules {
    }
}
