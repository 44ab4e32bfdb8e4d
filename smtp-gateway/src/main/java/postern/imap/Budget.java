package postern.imap;

import java.util.concurrent.atomic.AtomicLong;

/** Octets that all connections together may have on the way in literals. Thread-safe. */
final class Budget {
    private final AtomicLong left;

    Budget(long octets) {
        this.left = new AtomicLong(octets);
    }

    boolean take(long octets) {
        if (left.addAndGet(-octets) >= 0) {
            return true;
        }
        left.addAndGet(octets);
        return false;
    }

    void give(long octets) {
        left.addAndGet(octets);
    }
}
