package postern.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts offences by client for a while after the first of them. Bounded: of very many clients the rarest are forgotten. */
final class Tally {
    private static final int CLIENTS = 50_000;

    private final Cache<Network, AtomicInteger> counts;
    private final int limit;

    Tally(int limit, Duration memory, Clock clock) {
        this.limit = limit;
        counts = Caffeine.newBuilder().maximumSize(CLIENTS).expireAfterWrite(memory).ticker(ticker(clock)).build();
    }

    static Ticker ticker(Clock clock) {
        return () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
    }

    void add(Network client) {
        counts.get(client, key -> new AtomicInteger()).incrementAndGet();
    }

    boolean exceeded(Network client) {
        AtomicInteger count = counts.getIfPresent(client);
        return count != null && count.get() >= limit;
    }
}
