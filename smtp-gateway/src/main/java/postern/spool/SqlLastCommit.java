package postern.spool;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.mailet.Mail;
import postern.store.Store;
import postern.store.Work;
import postern.tickets.LastCommit;

/** The commit that removes a mail's row from the spool. A mail that is in nobody's hand has none: its units are done at once. */
@Singleton
public final class SqlLastCommit implements LastCommit {
    private final Store store;
    private final SqlMailQueueFactory queues;

    @Inject
    public SqlLastCommit(Store store, SqlMailQueueFactory queues) {
        this.store = store;
        this.queues = queues;
    }

    @Override
    public <T> CompletableFuture<T> join(Mail mail, Work<T> work) {
        Optional<CompletableFuture<T>> joined = queues.inHand(mail).flatMap(item -> item.join(work));
        return joined.orElseGet(() -> CompletableFuture.completedFuture(store.writeAndWait(work)));
    }
}
