package postern.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the store tells about itself. */
final class StoreMeters {
    private static final Logger LOG = LoggerFactory.getLogger(StoreMeters.class);

    private final MeterRegistry registry;
    private final Timer commits;
    private final Counter failures;
    private final DistributionSummary units;
    private final DistributionSummary statements;

    StoreMeters(MeterRegistry registry) {
        this.registry = registry;
        commits = Timer.builder("postern.store.commit").description("group commits, from first unit to disk").register(registry);
        failures = Counter.builder("postern.store.commit.failures").description("group commits undone").register(registry);
        units = DistributionSummary.builder("postern.store.commit.units").description("units of work in one commit")
            .register(registry);
        statements = DistributionSummary.builder("postern.store.commit.statements").description("statements of the units in one commit")
            .register(registry);
    }

    void watchDepth(Collection<?> queue) {
        Gauge.builder("postern.store.queue.depth", queue, Collection::size).description("units of work waiting")
            .register(registry);
    }

    void committed(int count, long prepared, long nanos, StoreException failure) {
        if (failure == null) {
            commits.record(nanos, TimeUnit.NANOSECONDS);
            units.record(count);
            statements.record(prepared);
        } else {
            failures.increment();
            LOG.error("{} units of work undone: {}", count, failure.getMessage());
        }
    }

    void rolledBack(Exception cause) {
        LOG.debug("Transaction was ended already: {}", cause.getMessage());
    }

    void writerDied(Throwable cause) {
        LOG.error("The writer of the store ended; nothing can be written any more", cause);
    }
}
