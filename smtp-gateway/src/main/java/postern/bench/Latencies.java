package postern.bench;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** How long each mail took to be answered. Thread-safe while it is filled. */
final class Latencies {
    private final long[] nanos;
    private final AtomicInteger count = new AtomicInteger();

    Latencies(int capacity) {
        nanos = new long[capacity];
    }

    void add(long took) {
        nanos[count.getAndIncrement()] = took;
    }

    int count() {
        return count.get();
    }

    /** @param share between 0 and 1 */
    long quantile(double share) {
        long[] sorted = Arrays.copyOf(nanos, count());
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
