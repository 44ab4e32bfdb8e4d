package postern.edge;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Cuts connections whose phase took too long.
 *
 * <p>A read gives up by itself when its phase is over and says 421. What this is for is the rest: a write to a client that never
 * reads has no time-out in Java, neither has the farewell of TLS. So one thread looks at all connections a few times a second and
 * closes the sockets of those that are past their deadline by more than the time a last word takes.
 */
final class Deadlines implements AutoCloseable {
    private static final Duration ROUND = Duration.ofMillis(200);
    private static final long LAST_WORD = Duration.ofSeconds(2).toNanos();

    private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().name("edge-deadlines").factory());

    Deadlines() {
        clock.scheduleWithFixedDelay(this::round, ROUND.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    void watch(Wire wire) {
        wires.add(wire);
    }

    void forget(Wire wire) {
        wires.remove(wire);
    }

    int watched() {
        return wires.size();
    }

    Iterable<Wire> all() {
        return wires;
    }

    private void round() {
        long now = System.nanoTime();
        for (Wire wire : wires) {
            if (wire.overdue(now - LAST_WORD)) {
                wire.cut();
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
