package postern.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/**
 * The pool of reading connections; the one used last is used next, because its cache is warm. A thread that reads within its
 * own reading keeps its connection, so that readers never wait for each other in a circle.
 */
final class Readers implements AutoCloseable {
    private static final int MOST = 16;

    private final SqliteFile file;
    private final Semaphore permits = new Semaphore(MOST);
    private final Deque<Session> idle = new ConcurrentLinkedDeque<>();
    private final ThreadLocal<Connection> current = new ThreadLocal<>();
    private volatile boolean closed;

    Readers(SqliteFile file) {
        this.file = file;
    }

    <T> T read(Work<T> work) {
        Connection outer = current.get();
        if (outer != null) {
            return run(work, outer);
        }
        permits.acquireUninterruptibly();
        try {
            return inTransaction(work);
        } finally {
            permits.release();
        }
    }

    private static <T> T run(Work<T> work, Connection connection) {
        try {
            return work.on(connection);
        } catch (SQLException e) {
            throw StoreExceptions.of("a reading failed", e);
        }
    }

    private <T> T inTransaction(Work<T> work) {
        Session session = null;
        boolean healthy = false;
        try {
            session = borrow();
            session.run("begin");
            current.set(session.connection());
            T result = run(work, session.connection());
            healthy = true;
            return result;
        } catch (SQLException e) {
            throw StoreExceptions.of("cannot begin to read", e);
        } finally {
            current.remove();
            giveBack(session, healthy);
        }
    }

    private Session borrow() throws SQLException {
        if (closed) {
            throw new StoreException("the store is closed", null, false);
        }
        Session session = idle.pollFirst();
        return session != null ? session : new Session(file.openReader());
    }

    /** A connection that saw a failure is not used again: whatever state it is in ends with it. */
    private void giveBack(Session session, boolean healthy) {
        if (session == null) {
            return;
        }
        try {
            if (healthy && !closed) {
                session.reclaim();
                session.run("commit");
                idle.addFirst(session);
            } else {
                session.close();
            }
        } catch (SQLException e) {
            throw StoreExceptions.of("cannot end a reading", e);
        }
    }

    @Override
    public void close() throws SQLException {
        closed = true;
        permits.acquireUninterruptibly(MOST);
        for (Session session = idle.poll(); session != null; session = idle.poll()) {
            session.close();
        }
        permits.release(MOST);
    }
}
