package postern.meters;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.metrics.api.TimeMetric;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** James' metric factory on Micrometer. Thread-safe. */
@Singleton
public final class MicrometerMetrics implements MetricFactory {
    private final MeterRegistry registry;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    private final Map<String, Count> counts = new ConcurrentHashMap<>();

    @Inject
    public MicrometerMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Metric generate(String name) {
        return counts.computeIfAbsent(name, this::newCount);
    }

    private Count newCount(String name) {
        Count count = new Count();
        Gauge.builder("james.count", count, Count::getCount).tag("name", name).register(registry);
        return count;
    }

    @Override
    public TimeMetric timer(String name) {
        return new Stopwatch(name, timers.computeIfAbsent(name, this::newTimer), System.nanoTime());
    }

    private Timer newTimer(String name) {
        return Timer.builder("james.operation").tag("name", name).register(registry);
    }

    @Override
    public <T> Publisher<T> decoratePublisherWithTimerMetric(String name, Publisher<T> publisher) {
        return Flux.using(() -> timer(name), started -> publisher, TimeMetric::stopAndPublish);
    }

    @Override
    @Deprecated
    public <T> Publisher<T> decoratePublisherWithTimerMetricLogP99(String name, Publisher<T> publisher) {
        return decoratePublisherWithTimerMetric(name, publisher);
    }

    private record Stopwatch(String name, Timer timer, long start) implements TimeMetric {
        @Override
        public ExecutionResult stopAndPublish() {
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            timer.record(elapsed);
            return new Elapsed(elapsed);
        }
    }

    private record Elapsed(Duration elasped) implements TimeMetric.ExecutionResult {
        @Override
        @Deprecated
        public TimeMetric.ExecutionResult logWhenExceedP99(Duration threshold) {
            return this;
        }
    }
}
