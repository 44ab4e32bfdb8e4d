package postern.edge;

import java.util.concurrent.atomic.AtomicLong;

/** Octets that mails under way may take in all sessions together. */
final class Memory {
    private final AtomicLong left;

    Memory(long octets) {
        left = new AtomicLong(octets);
    }

    /** Room for the wished octets, and always for one mail of the greatest size: else it would be put off for ever. */
    static Memory with(long wished, long greatestMail) {
        return new Memory(Math.max(wished, Text.footprint(greatestMail)));
    }

    boolean take(long octets) {
        long now = left.get();
        while (now >= octets) {
            if (left.compareAndSet(now, now - octets)) {
                return true;
            }
            now = left.get();
        }
        return false;
    }

    void give(long octets) {
        left.addAndGet(octets);
    }

    long left() {
        return left.get();
    }
}
