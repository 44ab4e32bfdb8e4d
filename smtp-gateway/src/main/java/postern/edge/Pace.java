package postern.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import postern.desk.EdgePolicy;

/** How many mails a client may send in a minute. A client that waited may send a minute's worth at once. */
final class Pace implements Policy {
    private static final int CLIENTS = 50_000;

    private record Allowance(int perMinute, Bucket bucket) {
    }

    private final Supplier<EdgePolicy> limits;
    private final TimeMeter time;
    private final Cache<String, Allowance> allowances;

    Pace(Supplier<EdgePolicy> limits, Clock clock) {
        this.limits = limits;
        time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return TimeUnit.MILLISECONDS.toNanos(clock.millis());
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
        // An allowance that was not touched for a minute is full again, so forgetting it changes nothing.
        allowances = Caffeine.newBuilder().maximumSize(CLIENTS).expireAfterAccess(Duration.ofMinutes(2))
            .ticker(Tally.ticker(clock)).build();
    }

    @Override
    public Optional<Refusal> mail(Visit visit, String sender) {
        int perMinute = limits.get().mailsPerMinute();
        // An office of agents comes from one address, so those who logged in are counted by their account.
        String who = visit.login().orElseGet(() -> Network.of(visit.client()).name());
        Allowance allowance = allowances.asMap().compute(who,
            (client, old) -> old != null && old.perMinute() == perMinute ? old : fresh(perMinute));
        return allowance.bucket().tryConsume(1) ? Optional.empty() : Optional.of(Refusal.TOO_FAST);
    }

    private Allowance fresh(int perMinute) {
        Bucket bucket = Bucket.builder().withCustomTimePrecision(time)
            .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1))).build();
        return new Allowance(perMinute, bucket);
    }
}
