package postern.spool;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Whether mails come in many at once. Peers wait for their answer, and what is accepted is safe and can wait: so the flow then
 * works on one mail at a time, until the rush is over or the oldest mail has waited for ten seconds.
 */
final class Rush {
    /** What accepted mail waits for those that come in. */
    static final Duration LONGEST = Duration.ofSeconds(10);
    /** Mails on their way to the disk at once; fewer leave room for the flow. */
    private static final int CROWD = 4;

    private final AtomicInteger coming = new AtomicInteger();

    /** Does something during which a peer waits for its answer. */
    <T> T during(Supplier<T> acceptance) {
        coming.incrementAndGet();
        try {
            return acceptance.get();
        } finally {
            coming.decrementAndGet();
        }
    }

    boolean isOn() {
        return coming.get() >= CROWD;
    }
}
