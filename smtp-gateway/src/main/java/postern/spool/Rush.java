package postern.spool;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
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
    /** A commit answers all who wait for it at once: between two of them there is no crowd, and still a rush. */
    static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final AtomicInteger coming = new AtomicInteger();
    private final LongSupplier nanos;
    private volatile long lastCrowd;

    /** @param nanos as {@link System#nanoTime} */
    Rush(LongSupplier nanos) {
        this.nanos = nanos;
        lastCrowd = nanos.getAsLong() - LINGER_NANOS;
    }

    /** Does something during which a peer waits for its answer. */
    <T> T during(Supplier<T> acceptance) {
        if (coming.incrementAndGet() >= CROWD) {
            lastCrowd = nanos.getAsLong();
        }
        try {
            return acceptance.get();
        } finally {
            coming.decrementAndGet();
        }
    }

    boolean isOn() {
        return coming.get() >= CROWD || nanos.getAsLong() - lastCrowd < LINGER_NANOS;
    }
}
