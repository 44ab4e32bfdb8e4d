package postern.meters;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.metrics.api.Gauge;
import org.apache.james.metrics.api.GaugeRegistry;

/** James' gauges on Micrometer. A gauge registered again under its name takes the place of the earlier one. Thread-safe. */
@Singleton
public final class MicrometerGauges implements GaugeRegistry {
    private final MeterRegistry registry;
    private final Map<String, AtomicReference<Gauge<?>>> gauges = new ConcurrentHashMap<>();

    @Inject
    public MicrometerGauges(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public <T> GaugeRegistry register(String name, Gauge<T> gauge) {
        gauges.computeIfAbsent(name, this::newSlot).set(gauge);
        return this;
    }

    @Override
    public <T> SettableGauge<T> settableGauge(String name) {
        AtomicReference<T> value = new AtomicReference<>();
        register(name, value::get);
        return value::set;
    }

    private AtomicReference<Gauge<?>> newSlot(String name) {
        AtomicReference<Gauge<?>> slot = new AtomicReference<>();
        io.micrometer.core.instrument.Gauge.builder("james.gauge", slot, MicrometerGauges::read).tag("name", name).register(registry);
        return slot;
    }

    private static double read(AtomicReference<Gauge<?>> slot) {
        Gauge<?> gauge = slot.get();
        return gauge != null && gauge.get() instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
