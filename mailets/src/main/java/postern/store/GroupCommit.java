package postern.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The writer thread: takes all units that wait, does them in one transaction, and makes it durable by one sync of the disk.
 *
 * <p>The longer a sync takes, the more units gather for the next, so the sync's price falls as load rises. A transaction is
 * closed early when its units took {@value #BATCH_MILLIS} ms, so that the first does not wait for a long queue. Each unit but the
 * first runs in a savepoint, for which SQLite copies every page that the unit touches; the first one fails with the transaction,
 * which then begins anew. Some errors (a full disk before all) make SQLite end the whole transaction; then all its units fail,
 * because none of them is on the disk.
 */
final class GroupCommit implements AutoCloseable {
    private static final int QUEUE = 8192;
    private static final int BATCH_UNITS = 1024;
    private static final long BATCH_MILLIS = 50;

    private final Session session;
    private final Checkpoints checkpoints;
    private final StoreMeters meters;
    private final BlockingQueue<Unit<?>> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Queue<Between<?>> between = new ConcurrentLinkedQueue<>();
    private final Thread writer = new Thread(this::run, "postern-store-writer");
    private final Executor completions = Executors.newVirtualThreadPerTaskExecutor();
    /** Held shared while a unit joins the queue, and alone while the store closes, so that no unit is left behind. */
    private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();
    private volatile boolean closed;
    /** The unit that the writer does now. */
    private Unit<?> current;

    GroupCommit(Session session, Checkpoints checkpoints, StoreMeters meters) {
        this.session = session;
        this.checkpoints = checkpoints;
        this.meters = meters;
        meters.watchDepth(queue);
        writer.setUncaughtExceptionHandler((thread, e) -> meters.writerDied(e));
        writer.start();
    }

    <T> CompletableFuture<T> submit(Work<T> work) {
        Unit<T> unit = new Unit<>(work, false);
        submit(unit);
        return unit.future;
    }

    <T> T submitAndWait(Work<T> work) {
        Unit<T> unit = new Unit<>(work, true);
        submit(unit);
        T result = unit.future.join();
        unit.follow();
        return result;
    }

    private void submit(Unit<?> unit) {
        if (Thread.currentThread() == writer) {
            throw new IllegalStateException("a unit of work cannot wait for another: use its own connection");
        }
        open.readLock().lock();
        try {
            if (closed) {
                throw new StoreException("the store is closed", null, false);
            }
            queue.put(unit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while waiting for the store", e, false);
        } finally {
            open.readLock().unlock();
        }
    }

    void afterCommit(Runnable action) {
        if (Thread.currentThread() != writer || current == null) {
            throw new IllegalStateException("only a unit of work has a commit");
        }
        current.afterCommit(action);
    }

    /** Work on the file as a whole, which no transaction may be around. */
    interface Whole<T> {
        T on(Session session) throws SQLException;
    }

    private record Between<T>(Whole<T> work, CompletableFuture<T> done) {
        void run(Session session, Executor completions) {
            try {
                T result = work.on(session);
                completions.execute(() -> done.complete(result));
            } catch (SQLException | RuntimeException e) {
                completions.execute(() -> done.completeExceptionally(e));
            }
        }
    }

    /** @return completes when the writer has done it, between two transactions */
    <T> CompletableFuture<T> between(Whole<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        open.readLock().lock();
        try {
            if (closed) {
                throw new StoreException("the store is closed", null, false);
            }
            between.add(new Between<>(work, done));
        } finally {
            open.readLock().unlock();
        }
        return done;
    }

    private void betweenTransactions() {
        Between<?> asked = between.poll();
        if (asked != null) {
            asked.run(session, completions);
        }
    }

    private void run() {
        List<Unit<?>> batch = new ArrayList<>();
        while (!closed || !queue.isEmpty() || !between.isEmpty()) {
            try {
                betweenTransactions();
                Unit<?> first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    commitWith(first, batch);
                } else {
                    checkpoints.whenIdle(session);
                }
            } catch (InterruptedException e) {
                // Nobody outside knows this thread: only close() ends it.
                Thread.interrupted();
            }
        }
    }

    private void commitWith(Unit<?> first, List<Unit<?>> batch) {
        long start = System.nanoTime();
        long prepared = session.prepared();
        batch.clear();
        StoreException failure = null;
        try {
            session.run("begin immediate");
            for (Unit<?> unit = first; unit != null; unit = nextFor(batch, start)) {
                batch.add(unit);
                perform(unit, unit == first);
            }
            session.run("commit");
        } catch (SQLException | RuntimeException | Error e) {
            failure = StoreExceptions.of("the group commit failed", e);
            if (batch.isEmpty()) {
                batch.add(first);
            }
            rollBack();
        }
        meters.committed(batch.size(), session.prepared() - prepared, System.nanoTime() - start, failure);
        for (Unit<?> unit : batch) {
            unit.complete(failure, completions);
        }
        if (failure == null) {
            checkpoints.afterCommit(session);
        }
    }

    private Unit<?> nextFor(List<Unit<?>> batch, long start) {
        boolean enough = batch.size() >= BATCH_UNITS || System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(BATCH_MILLIS);
        return enough ? null : queue.poll();
    }

    /** Leaves normally if the transaction can go on, whether the unit succeeded or not. */
    private void perform(Unit<?> unit, boolean first) throws SQLException {
        if (!first) {
            session.run("savepoint unit");
        }
        current = unit;
        boolean done = unit.run(session.connection());
        session.reclaim();
        if (!done) {
            // Fails if SQLite gave up the transaction as a whole.
            session.run(first ? "rollback" : "rollback to unit");
        }
        if (!first) {
            session.run("release unit");
        } else if (!done) {
            session.run("begin immediate");
        }
    }

    private void rollBack() {
        try {
            session.reclaim();
            session.run("rollback");
        } catch (SQLException e) {
            // SQLite has rolled back by itself: no transaction is active.
            meters.rolledBack(e);
        }
    }

    @Override
    public void close() throws SQLException {
        open.writeLock().lock();
        closed = true;
        open.writeLock().unlock();
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        // The last connection to close copies the log back and removes it.
        session.close();
    }
}
