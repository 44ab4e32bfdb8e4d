package postern.spool;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.metrics.api.NoopGaugeRegistry;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.Mails;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.mailet.Mail;
import postern.accounts.SampleDesk;
import postern.desk.Desk;
import postern.store.SqliteStore;
import postern.store.Store;
import reactor.core.publisher.Flux;

/** A spool on a store in a directory; opening it again is a restart. */
final class SpoolFixture implements AutoCloseable {
    private final Store store;
    private final SqlMailQueueFactory queues;

    SpoolFixture(Path directory) {
        this(directory, Clock.systemUTC(), new RecordingMetricFactory(), new NoopGaugeRegistry());
    }

    SpoolFixture(Path directory, Clock clock, MetricFactory metrics, GaugeRegistry gauges) {
        this(directory, clock, metrics, gauges, SampleDesk.read());
    }

    SpoolFixture(Path directory, Clock clock, MetricFactory metrics, GaugeRegistry gauges, Desk desk) {
        store = SqliteStore.open(directory.resolve("postern.db"), new SimpleMeterRegistry());
        queues = new SqlMailQueueFactory(store, clock, new RawMailQueueItemDecoratorFactory(), metrics, gauges, () -> desk);
    }

    Store store() {
        return store;
    }

    SqlMailQueueFactory queues() {
        return queues;
    }

    SqlMailQueue queue() {
        return queues.queue(MailQueueFactory.SPOOL);
    }

    SqlMailQueue outgoing() {
        return queues.queue(MailQueueName.of("outgoing"));
    }

    MailQueueItem take() {
        return Flux.from(queue().deQueue()).blockFirst(Duration.ofSeconds(60));
    }

    List<String> names(int count) {
        return Flux.from(queue().deQueue()).take(count).map(item -> item.getMail().getName()).collectList()
            .block(Duration.ofSeconds(60));
    }

    static Mail mail(String name) throws Exception {
        return Mails.defaultMail().name(name).build();
    }

    int rows() {
        return count("select count(*) from spool");
    }

    int count(String sql) {
        return store.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql); ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        });
    }

    @Override
    public void close() {
        queues.close();
        store.close();
    }
}
