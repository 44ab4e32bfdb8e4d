package postern.proof;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;

/** True once a number has stayed the same for a while. */
final class Quiet implements Callable<Boolean> {
    private static final Duration WHILE = Duration.ofSeconds(4);

    private final IntSupplier number;
    private int last = -1;
    private long since;

    Quiet(IntSupplier number) {
        this.number = number;
    }

    @Override
    public Boolean call() {
        int now = number.getAsInt();
        if (now != last) {
            last = now;
            since = System.nanoTime();
        }
        return System.nanoTime() - since > WHILE.toNanos();
    }
}
