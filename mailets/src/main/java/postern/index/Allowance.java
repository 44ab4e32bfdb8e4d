package postern.index;

import java.time.Duration;

/**
 * How much work a stranger's file is worth: the more was lost with files lately that took long, the less, but always enough for a usual one.
 * So the thousandth file on which a reader turns in circles costs less than the first, and others' files are still read. Thread-safe.
 */
final class Allowance {
    static final Duration LONGEST = Duration.ofSeconds(5);
    static final Duration SHORTEST = Duration.ofMillis(700);
    /** What may be lost at once; it grows back slowly. */
    private static final double MOST = Duration.ofMinutes(1).toNanos();
    private static final double GROWTH = 1 / 30.0;

    private double left = MOST;
    private long last;

    Allowance(long now) {
        last = now;
    }

    /** @param now a moment in nanoseconds, as of {@link System#nanoTime} */
    synchronized Duration now(long now) {
        left = Math.min(MOST, left + (now - last) * GROWTH);
        last = now;
        return SHORTEST.plus(Duration.ofNanos((long) (LONGEST.minus(SHORTEST).toNanos() * Math.max(0, left) / MOST)));
    }

    /** @param work that a file took */
    synchronized void took(Duration work) {
        left = Math.max(-MOST, left - Math.max(0, work.minus(SHORTEST).toNanos()));
    }
}
