package postern.spool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Which rows of one queue wait, in the order in which they will be taken, and which are in hand. Thread-safe.
 *
 * <p>A waiting row costs some hundred octets here. Its mail stays in memory beside it only while all such mails together are
 * small ({@value #MEMORY} octets); past that, it is read again when its turn comes.
 */
final class Waiting {
    private static final long MEMORY = 32L << 20;
    private static final Comparator<Entry> TURN =
        Comparator.comparingInt(Entry::priority).reversed().thenComparingLong(Entry::id);

    /**
     * A row that waits.
     *
     * @param due epoch milliseconds
     * @param parcel the mail if it is in memory, else null
     */
    record Entry(long id, int priority, long due, Parcel parcel) {
        Entry dueAt(long time) {
            return new Entry(id, priority, time, parcel);
        }

        private Entry light() {
            return parcel == null ? this : new Entry(id, priority, due, null);
        }

        private long weight() {
            return parcel == null ? 0 : parcel.weight();
        }
    }

    private final PriorityQueue<Entry> ready = new PriorityQueue<>(TURN);
    private final PriorityQueue<Entry> delayed = new PriorityQueue<>(Comparator.comparingLong(Entry::due).thenComparing(TURN));
    private final Set<Long> known = new HashSet<>();
    private long memory;

    /** Adds a row unless it waits or is in hand already. */
    synchronized void add(Entry entry, long now) {
        if (known.add(entry.id())) {
            enter(entry, now);
        }
    }

    /** A row in hand waits again. */
    synchronized void putBack(Entry entry, long now) {
        enter(entry, now);
    }

    private void enter(Entry entry, long now) {
        Entry kept = memory + entry.weight() > MEMORY ? entry.light() : entry;
        memory += kept.weight();
        (kept.due() > now ? delayed : ready).add(kept);
    }

    /** @return the next row, now in hand, or null if none is due */
    synchronized Entry take(long now) {
        release(now);
        Entry entry = ready.poll();
        if (entry != null) {
            memory -= entry.weight();
        }
        return entry;
    }

    private void release(long now) {
        while (!delayed.isEmpty() && delayed.peek().due() <= now) {
            ready.add(delayed.poll());
        }
    }

    /** A row in hand is done with. */
    synchronized void done(long id) {
        known.remove(id);
    }

    /** @return whether a row waits or is in hand */
    synchronized boolean knows(long id) {
        return known.contains(id);
    }

    /** @return when the first delayed row becomes due */
    synchronized OptionalLong nextDue() {
        return delayed.isEmpty() ? OptionalLong.empty() : OptionalLong.of(delayed.peek().due());
    }

    /** Rows that wait and those in hand. */
    synchronized int size() {
        return known.size();
    }

    synchronized boolean hasReady(long now) {
        release(now);
        return !ready.isEmpty();
    }

    /** Whether the row whose turn it is was due at a time. */
    synchronized boolean hasWaitedSince(long time) {
        return !ready.isEmpty() && ready.peek().due() <= time;
    }

    /** Waiting rows, those due in the order of their turn, then those delayed. */
    synchronized List<Entry> list(long now) {
        release(now);
        List<Entry> all = new ArrayList<>(ready.size() + delayed.size());
        ready.stream().sorted(TURN).map(Entry::light).forEach(all::add);
        delayed.stream().sorted(delayed.comparator()).map(Entry::light).forEach(all::add);
        return all;
    }

    /** Takes waiting rows out. @return their ids */
    synchronized List<Long> removeIf(LongPredicate chosen) {
        List<Long> removed = new ArrayList<>();
        for (PriorityQueue<Entry> rows : List.of(ready, delayed)) {
            rows.removeIf(entry -> {
                if (!chosen.test(entry.id())) {
                    return false;
                }
                memory -= entry.weight();
                return removed.add(entry.id());
            });
        }
        removed.forEach(known::remove);
        return removed;
    }

    /** Makes all delayed rows due. @return their ids */
    synchronized List<Long> flush(long now) {
        List<Long> flushed = delayed.stream().map(Entry::id).toList();
        delayed.forEach(entry -> ready.add(entry.dueAt(now)));
        delayed.clear();
        return flushed;
    }
}
