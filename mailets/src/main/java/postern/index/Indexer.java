package postern.index;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import postern.letter.LetterReader;
import postern.store.StoreException;

/**
 * Keeps the index at the heels of the store: one thread reads the changes in their order and adds the mails. While mail
 * flows it works with one hand and rests as long as it works, so that the flow has the machine; a search that needs a change makes it hurry.
 *
 * <p>What fails is tried again after a pause, with the index as it was committed last, and a damaged index is made anew. Until
 * then there are no snapshots, and who searches looks at the mails themselves.
 */
public final class Indexer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Indexer.class);
    private static final int BATCH = 200;
    private static final int MAILS_A_COMMIT = 20_000;
    private static final long COMMIT_NANOS = TimeUnit.SECONDS.toNanos(30);
    /** How long a change is still known after the index is durable that has it, for snapshots that were taken before. */
    private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final long LOOK_MILLIS = 100;
    private static final long PAUSE_MILLIS = 2000;
    /** Changes after which it does not wait for the flow of mail to end. */
    private static final long MUCH_BEHIND = 50_000;

    private final Path folder;
    private final MailSource source;
    private final Batches batches;
    private final Thread thread = new Thread(this::run, "postern-index");
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Condition wanted = lock.newCondition();
    private volatile int waiting;
    private volatile boolean closed;
    private volatile boolean failed;
    private volatile LiveIndex index;
    private volatile long unread;
    private volatile long uncommitted;
    private long seen;
    private boolean flowing;
    private long committedAt = System.nanoTime();
    private volatile Housekeeping housekeeping = new Housekeeping();
    private final Deque<Commit> commits = new ArrayDeque<>();
    private final Purges purges = new Purges();

    private record Commit(long position, long nanos) {
    }

    public Indexer(Path folder, MailSource source, LetterReader reader) {
        this.folder = folder;
        this.source = source;
        this.batches = new Batches(source, reader);
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    /** Call once. Returns at once. */
    public void start() {
        thread.start();
    }

    /**
     * The index as it is when it knows a change, or as it is when the time is over.
     *
     * @return empty while there is no index to ask
     */
    public Optional<Snapshot> snapshot(long position, Duration atMost) {
        await(position, atMost.toNanos());
        LiveIndex current = index;
        if (current == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(current.snapshot(position));
        } catch (IOException | RuntimeException e) {
            // The thread finds the same trouble and takes care of it.
            LOG.warn("The search index cannot be read: {}", e.toString());
            return Optional.empty();
        }
    }

    /**
     * Leaves no word of the mails in the files that were removed before this call. Waits for the changes until then to be read.
     *
     * @return false if the time was over
     */
    public boolean purge(Duration atMost) {
        return purges.ask(source.newest(), atMost);
    }

    /** Says that a snapshot turned out to be damaged. */
    public void distrust(Exception e) {
        LOG.error("The search index is damaged and is made anew", e);
        failed = true;
    }

    private void await(long position, long nanos) {
        lock.lock();
        try {
            waiting++;
            wanted.signal();
            long left = nanos;
            while (left > 0 && !closed && index != null && index.coverage().position() < position) {
                left = moved.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    public Progress progress() {
        LiveIndex current = index;
        if (closed || current == null) {
            return new Progress(closed ? Progress.State.CLOSED : Progress.State.FAILED, closed ? 0 : source.newest(), unread);
        }
        Coverage coverage = current.coverage();
        return new Progress(coverage.whole() ? Progress.State.FOLLOWING : Progress.State.REBUILDING,
            Math.max(0, source.newest() - coverage.position()), coverage.whole() ? 0 : unread);
    }

    /** @return whether all that it knows is durable and merged, and what merges replaced is gone */
    public boolean isAtRest() {
        LiveIndex current = index;
        return current != null && uncommitted == 0 && housekeeping.isDone(current);
    }

    private void run() {
        while (!closed) {
            try {
                LiveIndex live = LiveIndex.open(folder, source);
                unread = live.coverage().whole() ? 0 : source.count();
                housekeeping = new Housekeeping();
                index = live;
                failed = false;
                while (!closed && !failed) {
                    work(live);
                }
                if (!failed) {
                    live.commit();
                    live.close();
                    return;
                }
            } catch (IOException | StoreException e) {
                LOG.warn("The search index is not kept up to date for now: {}", e.toString());
            } catch (RuntimeException e) {
                LOG.error("The search index is not kept up to date for now", e);
            }
            leave();
        }
    }

    private void leave() {
        LiveIndex broken = index;
        index = null;
        try {
            if (broken != null) {
                broken.abandon();
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("The search index did not close", e);
        }
        announce();
        pause(PAUSE_MILLIS, false);
    }

    private void work(LiveIndex live) throws IOException {
        long start = System.nanoTime();
        int done = follow(live);
        if (done == 0 && !live.coverage().whole()) {
            done = fill(live);
        }
        uncommitted += done;
        if (uncommitted >= MAILS_A_COMMIT || uncommitted > 0 && System.nanoTime() - committedAt > COMMIT_NANOS) {
            commit(live);
        }
        if (purges.serve(live)) {
            uncommitted = 0;
        }
        if (housekeeping.look(live, done > 0 || uncommitted > 0)) {
            commit(live);
        }
        long newest = source.newest();
        flowing = newest > seen && newest - live.coverage().position() < MUCH_BEHIND;
        seen = newest;
        if (done == 0) {
            pause(LOOK_MILLIS, true);
        } else if (done < BATCH || flowing) {
            pause(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start), true);
        }
    }

    private int follow(LiveIndex live) throws IOException {
        List<MailSource.Change> changes = source.after(live.coverage().position(), BATCH);
        if (changes.isEmpty()) {
            return 0;
        }
        batches.apply(live, changes, flowing && waiting == 0);
        live.covers(live.coverage().upTo(changes.getLast()));
        announce();
        return changes.size();
    }

    private void announce() {
        lock.lock();
        try {
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private int fill(LiveIndex live) throws IOException {
        List<Long> mails = source.below(live.coverage().low(), BATCH);
        batches.add(live, mails, flowing && waiting == 0);
        live.covers(live.coverage().downTo(mails.isEmpty() ? Coverage.ALL : mails.getLast()));
        unread = Math.max(0, unread - mails.size());
        if (mails.isEmpty()) {
            // The next start need not begin again.
            uncommitted = MAILS_A_COMMIT;
            LOG.info("The search index knows all mails");
        }
        return mails.size();
    }

    private void commit(LiveIndex live) throws IOException {
        live.commit();
        uncommitted = 0;
        committedAt = System.nanoTime();
        commits.add(new Commit(live.coverage().position(), committedAt));
        Commit old = null;
        while (committedAt - commits.getFirst().nanos() > KEPT_NANOS) {
            old = commits.removeFirst();
        }
        if (old != null) {
            source.forget(old.position());
        }
    }

    /** @param hurried whether one who waits ends the pause */
    private void pause(long millis, boolean hurried) {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            while (left > 0 && !closed && !(hurried && waiting > 0)) {
                left = wanted.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Commits what is indexed and ends. */
    @Override
    public void close() {
        closed = true;
        lock.lock();
        try {
            wanted.signalAll();
            moved.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        batches.close();
        index = null;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
