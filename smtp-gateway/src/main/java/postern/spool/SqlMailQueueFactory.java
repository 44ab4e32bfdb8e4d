package postern.spool;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import javax.annotation.PreDestroy;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.inject.Singleton;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueItemDecoratorFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.mailet.Mail;
import postern.desk.Desk;
import postern.store.Store;

/** The queues of the spool, each made once; a queue finds its rows of earlier runs when it is made. */
@Singleton
public final class SqlMailQueueFactory implements MailQueueFactory<ManageableMailQueue>, AutoCloseable {
    private final SpoolParts parts;
    private final Provider<Desk> desk;
    private final Map<MailQueueName, SqlMailQueue> queues = new ConcurrentHashMap<>();

    @Inject
    public SqlMailQueueFactory(Store store, Clock clock, MailQueueItemDecoratorFactory decorators, MetricFactory metrics,
                               GaugeRegistry gauges, Provider<Desk> desk) {
        this.desk = desk;
        store.migrate(SpoolTable.SCHEMA);
        store.migrate(Journal.SCHEMA);
        parts = SpoolParts.of(store, clock, decorators, metrics, gauges);
    }

    @Override
    public Optional<ManageableMailQueue> getQueue(MailQueueName name, PrefetchCount count) {
        return Optional.ofNullable(queues.get(name));
    }

    @Override
    public ManageableMailQueue createQueue(MailQueueName name, PrefetchCount count) {
        return queue(name);
    }

    SqlMailQueue queue(MailQueueName name) {
        return queues.computeIfAbsent(name, key -> new SqlMailQueue(key, parts, this::spool, atOnce(key)));
    }

    private IntSupplier atOnce(MailQueueName name) {
        return name.equals(SqlOutbox.OUTGOING) ? () -> desk.get().outgoing().atOnce() : () -> Integer.MAX_VALUE;
    }

    /** The queue of the mailet container. */
    SqlMailQueue spool() {
        return queue(SPOOL);
    }

    Rush rush() {
        return parts.rush();
    }

    /** @return what hands out this mail, or the one it was made of */
    Optional<InHand> inHand(Mail mail) {
        return Optional.ofNullable(parts.inHand().get(InHand.idOf(mail)));
    }

    @Override
    public Set<MailQueueName> listCreatedMailQueues() {
        return Set.copyOf(queues.keySet());
    }

    /** Stops the timers; rows in hand wait again at the next start. */
    @Override
    @PreDestroy
    public void close() {
        parts.timer().shutdownNow();
    }
}
