package postern.mailbox;

import java.time.Clock;
import java.util.Set;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.events.Event;
import org.apache.james.events.EventBus;
import org.apache.james.events.EventListener;
import org.apache.james.events.Group;
import org.apache.james.mailbox.events.MailboxEvents.Added;
import org.apache.james.mailbox.events.MailboxEvents.Expunged;
import org.apache.james.mailbox.events.MailboxEvents.MailboxEvent;
import org.apache.james.mailbox.quota.QuotaManager;
import org.apache.james.mailbox.quota.QuotaRootResolver;
import org.apache.james.mailbox.store.event.EventFactory;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Tells James' quota listeners what a user's mailboxes hold after a message came or went. Counting is not its work: the folders'
 * rows count. The desk's own account has no quota and is left out.
 */
@Singleton
public final class QuotaNews implements EventListener.ReactiveGroupEventListener {
    /** Its name among the listeners. */
    public static final class QuotaNewsGroup extends Group {
    }

    private static final Group GROUP = new QuotaNewsGroup();

    private final QuotaManager quotas;
    private final QuotaRootResolver roots;
    private final EventBus events;
    private final TeamTree tree;
    private final Clock clock;

    @Inject
    public QuotaNews(QuotaManager quotas, QuotaRootResolver roots, EventBus events, TeamTree tree, Clock clock) {
        this.quotas = quotas;
        this.roots = roots;
        this.events = events;
        this.tree = tree;
        this.clock = clock;
    }

    @Override
    public Group getDefaultGroup() {
        return GROUP;
    }

    @Override
    public boolean isHandling(Event event) {
        return (event instanceof Added || event instanceof Expunged)
            && !((MailboxEvent) event).getMailboxPath().getUser().equals(tree.account());
    }

    @Override
    public Publisher<Void> reactiveEvent(Event event) {
        return Mono.from(roots.getQuotaRootReactive(((MailboxEvent) event).getMailboxPath()))
            .flatMap(root -> Mono.from(quotas.getQuotasReactive(root)).flatMap(now -> events.dispatch(EventFactory.quotaUpdated()
                .randomEventId()
                .user(event.getUsername())
                .quotaRoot(root)
                .quotaCount(now.getMessageQuota())
                .quotaSize(now.getStorageQuota())
                .instant(clock.instant())
                .build(), Set.of())));
    }
}
