package postern.spool;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.metrics.api.NoopGaugeRegistry;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import postern.store.SqliteStore;
import postern.store.Store;

/** A spool on a store in a directory; opening it again is a restart. */
final class SpoolFixture implements AutoCloseable {
    private final Store store;
    private final SqlMailQueueFactory queues;

    SpoolFixture(Path directory) {
        this(directory, Clock.systemUTC(), new RecordingMetricFactory(), new NoopGaugeRegistry());
    }

    SpoolFixture(Path directory, Clock clock, MetricFactory metrics, GaugeRegistry gauges) {
        store = SqliteStore.open(directory.resolve("postern.db"), new SimpleMeterRegistry());
        queues = new SqlMailQueueFactory(store, clock, new RawMailQueueItemDecoratorFactory(), metrics, gauges);
    }

    Store store() {
        return store;
    }

    SqlMailQueueFactory queues() {
        return queues;
    }

    @Override
    public void close() {
        queues.close();
        store.close();
    }
}
