package postern.spool;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.queue.api.MailQueueItemDecoratorFactory;
import postern.store.Store;

/**
 * What the queues of one spool share.
 *
 * @param threads run consumers
 * @param timer only wakes; long work goes to {@code threads}
 * @param inHand mails being worked on, by row
 * @param rush what comes in
 */
record SpoolParts(Store store, Clock clock, MailQueueItemDecoratorFactory decorators, MetricFactory metrics, GaugeRegistry gauges,
                  Executor threads, ScheduledExecutorService timer, Map<Long, InHand> inHand, Rush rush) {
    private static final int ROWS_A_UNIT = 500;

    interface Change {
        void on(Connection connection, long id) throws SQLException;
    }

    static SpoolParts of(Store store, Clock clock, MailQueueItemDecoratorFactory decorators, MetricFactory metrics,
                         GaugeRegistry gauges) {
        return new SpoolParts(store, clock, decorators, metrics, gauges,
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("postern-spool-", 0).factory()),
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("postern-spool-timer").factory()),
            new ConcurrentHashMap<>(), new Rush(System::nanoTime));
    }

    /** @return null if the spool is closed, which forgets what was to come */
    ScheduledFuture<?> after(Duration delay, Runnable action) {
        try {
            return timer.schedule(() -> threads.execute(action), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return null;
        }
    }

    long insert(Connection connection, Insertion insertion) throws SQLException {
        insertion.parcel().putBody(connection, store.bodies());
        return SpoolTable.insert(connection, insertion.queue().getName().asString(), insertion.parcel(), insertion.priority(),
            insertion.due());
    }

    /** Changes rows in several units of work, so that a long list does not hold up the writer. */
    void changeAll(List<Long> ids, Change change) {
        for (int from = 0; from < ids.size(); from += ROWS_A_UNIT) {
            List<Long> some = ids.subList(from, Math.min(ids.size(), from + ROWS_A_UNIT));
            store.writeAndWait(connection -> {
                for (long id : some) {
                    change.on(connection, id);
                }
                return null;
            });
        }
    }
}
