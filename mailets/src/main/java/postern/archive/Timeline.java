package postern.archive;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.BiConsumer;
import postern.store.Store;

/** Mails of a time, oldest first, a few hundred records at a time. For one thread. */
final class Timeline implements Iterator<Archived> {
    private static final int PAGE = 500;

    private final Store store;
    private final Archive archive;
    private final Instant to;
    private final BiConsumer<Long, UncheckedIOException> damaged;
    private final Queue<Archived> page = new ArrayDeque<>();
    private Instant since;
    private long after;
    private boolean last;

    /** @param damaged told the numbers of records that cannot be read, which are left out */
    Timeline(Store store, Archive archive, Instant from, Instant to, BiConsumer<Long, UncheckedIOException> damaged) {
        this.store = store;
        this.archive = archive;
        this.since = from;
        this.to = to;
        this.damaged = damaged;
    }

    @Override
    public boolean hasNext() {
        while (page.isEmpty() && !last) {
            turn();
        }
        return !page.isEmpty();
    }

    private void turn() {
        last = true;
        for (Catalogue.Dated one : store.read(connection -> Catalogue.between(connection, since, to, after, PAGE))) {
            last = false;
            since = one.at();
            after = one.place().number();
            try {
                page.add(new Archived(archive, one.place().day(), archive.entry(one.place())));
            } catch (UncheckedIOException e) {
                damaged.accept(one.place().number(), e);
            }
        }
    }

    @Override
    public Archived next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.remove();
    }
}
