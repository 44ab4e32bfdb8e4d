package postern.keeping;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out in a running gateway, which has the {@link HomeLock}, what commands order, and what a crash cut off. */
@Singleton
public final class ErasureWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ErasureWatch.class);
    private static final long LOOK_MILLIS = 1000;
    /** Looks that are left out after a failure. */
    private static final int REST = 60;
    /** The same, at most, while a reader holds the log, or the disk is full: a try may keep writers waiting for a moment. */
    private static final int READERS = 15;

    private final Erasure erasure;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().priority(Thread.MIN_PRIORITY).name("postern-erasure").factory());
    private int resting;
    private int wait = 1;

    @Inject
    public ErasureWatch(Erasure erasure) {
        this.erasure = erasure;
    }

    /** Call once, when all places work. */
    public void start() {
        timer.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (resting > 0) {
            resting--;
            return;
        }
        try {
            wait = erasure.perform(false) == Erasure.Left.NOTHING ? 1 : Math.min(READERS, 2 * wait);
            resting = wait - 1;
        } catch (IOException | RuntimeException e) {
            LOG.warn("An erasure is not done yet, it is tried again in {} s: {}", REST, e.toString());
            resting = REST;
        } catch (Error e) {
            // Thrown on, it would end the timer without a word.
            LOG.error("An erasure is not done yet, it is tried again in {} s", REST, e);
            resting = REST;
        }
    }

    /** A step in hand is given up, and done again at the next start. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.warn("An erasure does not end; the next start goes on with it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
