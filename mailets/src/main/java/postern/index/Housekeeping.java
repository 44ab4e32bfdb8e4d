package postern.index;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * When segments are merged: while mail flows as seldom as can be, and when it is quiet as far as is worth it. Used by the thread
 * that changes the index; any thread may ask whether it is done.
 */
final class Housekeeping {
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);

    private long busyAt = System.nanoTime();
    private volatile boolean gathered;

    /**
     * @param busy whether mails came, or are not yet durable
     * @return whether a commit would let go of files: what merges have replaced belongs to the last commit until there is another one
     */
    boolean look(LiveIndex live, boolean busy) throws IOException {
        if (busy) {
            busyAt = System.nanoTime();
            gathered = false;
            live.spread();
            return false;
        }
        if (!gathered && System.nanoTime() - busyAt > QUIET_NANOS) {
            live.gather();
            gathered = true;
        }
        return live.changed() && !live.merges();
    }

    /** @return whether all is durable and merged, and what merges replaced is gone */
    boolean isDone(LiveIndex live) {
        return gathered && !live.merges() && !live.changed();
    }
}
