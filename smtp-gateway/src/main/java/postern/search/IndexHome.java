package postern.search;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Singleton;
import postern.index.Indexer;
import postern.index.Progress;
import postern.index.Snapshot;
import postern.letter.LetterReader;
import postern.store.Store;

/**
 * The search index beside the store. Until it is started, and after it is closed, there are no snapshots, and searches read the
 * mails.
 */
@Singleton
public final class IndexHome implements AutoCloseable {
    private final Indexer indexer;
    private volatile boolean started;

    @Inject
    public IndexHome(Store store, MeterRegistry meters) {
        indexer = new Indexer(folder(store), new StoredMails(store), new LetterReader());
        Gauge.builder("postern.search.behind", () -> started ? progress().behind() : 0)
            .description("mails that came or went and that the search index does not know yet").register(meters);
        Gauge.builder("postern.search.unread", () -> started ? progress().unread() : 0)
            .description("mails that a new search index has not gone through yet").register(meters);
    }

    /** Where the index of a store lies. */
    public static Path folder(Store store) {
        return store.file().resolveSibling("index");
    }

    /** Call once, when the tables are there. */
    public void start() {
        indexer.start();
        started = true;
    }

    /** @return the index as it is, with all changes up to a position if it comes there in time; to be closed */
    public Optional<Snapshot> snapshot(long position, Duration atMost) {
        return started ? indexer.snapshot(position, atMost) : Optional.empty();
    }

    /** See {@link Indexer#purge}. */
    public boolean purge(Duration atMost) {
        return indexer.purge(atMost);
    }

    /** To be told when a snapshot could not be read: the index is looked at, and made anew if need be. */
    public void distrust(Exception e) {
        if (started) {
            indexer.distrust(e);
        }
    }

    public Progress progress() {
        return indexer.progress();
    }

    /** See {@link Indexer#isAtRest}. */
    public boolean isAtRest() {
        return indexer.isAtRest();
    }

    @Override
    public void close() {
        if (started) {
            started = false;
            indexer.close();
        }
    }
}
