package postern.spool;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import postern.store.Memory;
import postern.store.Store;
import postern.store.StoreException;
import postern.store.Work;

/**
 * Once in a while, in small steps: forgets old lines of the journal, what was remembered of mails that cannot come again, and
 * bodies that nothing refers to any more.
 */
@Singleton
public final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration JOURNAL = Duration.ofDays(14);
    private static final int AT_ONCE = 100;
    /** Rows of a memory, each minute: a day's hundred thousands are gone through in hours, and each time costs milliseconds. */
    private static final int REMEMBERED = 500;

    private final Store store;
    private final Clock clock;
    private final Set<Memory> memories;
    private final MeterRegistry meters;
    private final ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("postern-housekeeping").factory());

    @Inject
    public Housekeeping(Store store, Clock clock, Set<Memory> memories, MeterRegistry meters) {
        store.migrate(SqlMailRepository.SCHEMA);
        this.store = store;
        this.clock = clock;
        this.memories = Set.copyOf(memories);
        this.meters = meters;
    }

    /** Call once at start, after all tables are there. */
    public void start() {
        timer.scheduleWithFixedDelay(this::sweepQuietly, EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    /** Does now all that is due, and a part of what takes time. @return rows and bodies removed */
    public int sweep() {
        Instant before = clock.instant().minus(JOURNAL);
        int forgotten = repeat(connection -> Journal.forget(connection, before, AT_ONCE));
        Returns returns = new Returns(store);
        for (Memory memory : memories) {
            int gone = store.writeAndWait(connection ->
                memory.forget(connection, clock.instant(), name -> returns.mayInclude(connection, name), REMEMBERED));
            meters.counter("postern.memory.forgotten", "memory", memory.word()).increment(gone);
            forgotten += gone;
        }
        return forgotten + repeat(connection -> store.bodies().collect(connection, AT_ONCE));
    }

    private int repeat(Work<Integer> step) {
        int total = 0;
        for (int count = AT_ONCE; count == AT_ONCE; total += count) {
            count = store.writeAndWait(step);
        }
        return total;
    }

    private void sweepQuietly() {
        try {
            sweep();
        } catch (StoreException e) {
            // A full disk, usually: the next round tries again.
            LOG.warn("Housekeeping stopped early: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
