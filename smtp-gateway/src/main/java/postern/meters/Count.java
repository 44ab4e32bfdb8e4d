package postern.meters;

import java.util.concurrent.atomic.LongAdder;
import org.apache.james.metrics.api.Metric;

/** A James counter that goes up and down, such as open connections. Thread-safe. */
final class Count implements Metric {
    private final LongAdder value = new LongAdder();

    @Override
    public void increment() {
        value.increment();
    }

    @Override
    public void decrement() {
        value.decrement();
    }

    @Override
    public void add(int amount) {
        value.add(amount);
    }

    @Override
    public void remove(int amount) {
        value.add(-amount);
    }

    @Override
    public long getCount() {
        return Math.max(0, value.sum());
    }
}
