package postern.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the write-ahead log short.
 *
 * <p>SQLite copies the log back to the file after some commits, but starts the log anew only when no reader is in it; under
 * steady reading this moment may never come. When the log is long, the writer asks for a restart, which waits for the readers
 * of now and lets those that come read the file. After a quiet moment all is copied and the log's space given back to the disk,
 * which may need it.
 */
final class Checkpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final long LONG_LOG = 4L * SqliteFile.CHECKPOINT_PAGES * SqliteFile.PAGE_SIZE;
    private static final int LOOK_EVERY = 256;
    private static final int LONGEST_WAIT_MILLIS = 200;
    private static final long LARGE_LOG = 1L << 20;
    private static final int IDLE_ROUNDS = 10;

    private final SqliteFile file;
    private int commits;
    private int idle = IDLE_ROUNDS;

    Checkpoints(SqliteFile file) {
        this.file = file;
    }

    void afterCommit(Session session) {
        idle = 0;
        if (++commits % LOOK_EVERY == 0 && file.logSize() > LONG_LOG) {
            withoutWaitingLong(session, "pragma wal_checkpoint(restart)");
        }
    }

    /** Call about ten times a second while there is nothing to do. */
    void whenIdle(Session session) {
        if (++idle == IDLE_ROUNDS) {
            boolean large = file.logSize() > LARGE_LOG;
            withoutWaitingLong(session, large ? "pragma wal_checkpoint(truncate)" : "pragma wal_checkpoint(passive)");
        }
    }

    /**
     * Writes the file anew from its live rows. The new file is put together in a file and not in memory; the log, which holds it next, has
     * its old contents until it is emptied.
     */
    Void rewrite(Session session) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.execute("pragma temp_store = file");
            try {
                statement.execute("vacuum");
            } finally {
                statement.execute("pragma temp_store = memory");
            }
            return null;
        }
    }

    /** @return whether the log is empty; else readers hold it */
    boolean empty(Session session) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.execute("pragma busy_timeout = " + LONGEST_WAIT_MILLIS);
            try (ResultSet row = statement.executeQuery("pragma wal_checkpoint(truncate)")) {
                return row.next() && row.getInt(1) == 0;
            } finally {
                statement.execute("pragma busy_timeout = " + SqliteFile.BUSY_MILLIS);
            }
        }
    }

    /** Units wait meanwhile: a reader that takes long is not worth holding them up for. */
    private void withoutWaitingLong(Session session, String checkpoint) {
        copy(session, "pragma busy_timeout = " + LONGEST_WAIT_MILLIS);
        copy(session, checkpoint);
        copy(session, "pragma busy_timeout = " + SqliteFile.BUSY_MILLIS);
    }

    private void copy(Session session, String pragma) {
        // Not a prepared statement: SQLite does some pragmas when they are prepared, and would not do them again.
        try (Statement statement = session.connection().createStatement()) {
            statement.execute(pragma);
        } catch (SQLException e) {
            // The log still holds all; a full disk or a failing one shows at the next commit too.
            LOG.warn("Cannot copy the log of {} back to the file: {}", file.path(), e.getMessage());
        }
    }
}
