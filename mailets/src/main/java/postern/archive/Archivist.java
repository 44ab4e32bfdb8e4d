package postern.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import postern.store.Store;
import postern.store.StoreException;

/**
 * Follows the store and writes down in the archive what happened: one thread, which holds the lock of the archive as long as it works,
 * so that one process writes. What fails is tried again after a pause; until then the feed keeps what waits.
 */
public final class Archivist implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Archivist.class);
    private static final int BATCH = 500;
    private static final long LOOK_MILLIS = 500;
    private static final long PAUSE_MILLIS = 2000;

    private final Store store;
    private final Shelf shelf;
    private final ArchiveKey key;
    private final Clock clock;
    private final Feed feed;
    private final Thread thread = new Thread(this::run, "postern-archive");
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private volatile boolean closed;
    private volatile String trouble = "";

    /**
     * What {@code /health} tells of the archive.
     *
     * @param behind records that wait, 0 if nothing does
     * @param trouble why nothing is written at the moment; empty if all is well
     */
    public record Progress(long behind, String trouble) {
    }

    /** Call after the tables of the journal, the spool and the tickets are there. */
    public Archivist(Store store, Path folder, ArchiveKey key, Clock clock) {
        store.migrate(ArchiveTables.SCHEMA);
        this.store = store;
        this.shelf = new Shelf(folder);
        this.key = key;
        this.clock = clock;
        this.feed = new Feed(store);
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    /** Call once. Returns at once. */
    public void start() {
        thread.start();
    }

    public Progress progress() {
        return new Progress(feed.depth(), trouble);
    }

    private void run() {
        while (!closed) {
            try {
                work(true);
            } catch (IOException | RuntimeException e) {
                trouble = String.valueOf(e.getMessage());
                if (e instanceof IOException || e instanceof StoreException) {
                    LOG.warn("Nothing is archived for now; what comes waits: {}", e.toString());
                } else {
                    LOG.error("Nothing is archived for now; what comes waits", e);
                }
                rest(PAUSE_MILLIS);
            }
        }
    }

    /**
     * Writes down now what waits, if no other process does.
     *
     * @return false if another process holds the archive
     */
    public boolean drain() throws IOException {
        return work(false);
    }

    private boolean work(boolean forEver) throws IOException {
        Files.createDirectories(shelf.folder(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (FileChannel file = FileChannel.open(shelf.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE); FileLock held = lock(file)) {
            if (held == null) {
                if (forEver) {
                    throw new IOException("another process writes the archive in " + shelf.folder());
                }
                return false;
            }
            try (Scribe scribe = new Scribe(shelf, key, new Mending(store, shelf, key).mend())) {
                new Erasing(store, shelf).finish();
                do {
                    List<Feed.Row> waiting = feed.next(BATCH);
                    int taken = new Batch(store, key, scribe, clock.instant()).write(waiting, new Erasing(store, shelf));
                    trouble = "";
                    if (taken == 0 && !forEver) {
                        return true;
                    }
                    // Each batch costs a sync of two files and a commit, however few rows it has.
                    rest(taken < waiting.size() || taken == BATCH || !forEver ? 0 : LOOK_MILLIS);
                } while (!closed);
                return true;
            }
        }
    }

    private static FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private void rest(long millis) {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (left > 0 && !closed) {
                left = ended.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends after the batch in hand. What waits is archived at the next start. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
