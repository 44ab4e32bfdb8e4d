package postern.spool;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;

/**
 * Does something when the first of many moments comes. Thread-safe.
 *
 * <p>A timer that rings is not done yet while its action runs, so it is let go before the action: the action may set the alarm
 * anew.
 */
final class Alarm {
    private static final Duration LONGEST = Duration.ofHours(1);

    private final SpoolParts parts;
    private final Runnable action;
    private ScheduledFuture<?> timer;
    private long due;

    Alarm(SpoolParts parts, Runnable action) {
        this.parts = parts;
        this.action = action;
    }

    /** @param moment epoch milliseconds; an alarm that rings earlier stays */
    synchronized void set(long moment) {
        if (timer != null && due <= moment) {
            return;
        }
        if (timer != null) {
            timer.cancel(false);
        }
        due = moment;
        timer = parts.after(Duration.ofMillis(Math.clamp(moment - parts.clock().millis(), 0, LONGEST.toMillis())), this::ring);
    }

    private void ring() {
        synchronized (this) {
            timer = null;
        }
        action.run();
    }
}
