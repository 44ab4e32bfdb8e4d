package postern.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the write-ahead log short.
 *
 * <p>SQLite copies the log back to the file after some commits, but starts the log anew only when no reader is in it; under
 * steady reading this moment may never come. When the log is long, the writer asks for a restart, which waits for the readers
 * of now and lets those that come read the file. After a quiet moment all is copied, so that little is left for the next start.
 */
final class Checkpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final long LONG_LOG = 8L * SqliteFile.CHECKPOINT_PAGES * SqliteFile.PAGE_SIZE;
    private static final int LOOK_EVERY = 256;
    private static final int RESTART_MILLIS = 200;

    private final SqliteFile file;
    private int commits;
    private boolean idleDone = true;

    Checkpoints(SqliteFile file) {
        this.file = file;
    }

    void afterCommit(Session session) {
        idleDone = false;
        if (++commits % LOOK_EVERY == 0 && file.logSize() > LONG_LOG) {
            // Units wait meanwhile: a reader that takes long is not worth holding them up for.
            copy(session, "pragma busy_timeout = " + RESTART_MILLIS);
            copy(session, "pragma wal_checkpoint(restart)");
            copy(session, "pragma busy_timeout = " + SqliteFile.BUSY_MILLIS);
        }
    }

    void whenIdle(Session session) {
        if (!idleDone) {
            idleDone = true;
            copy(session, "pragma wal_checkpoint(passive)");
        }
    }

    private void copy(Session session, String pragma) {
        try (PreparedStatement statement = session.connection().prepareStatement(pragma);
             ResultSet rows = statement.executeQuery()) {
            rows.next();
        } catch (SQLException e) {
            // The log still holds all; a full disk or a failing one shows at the next commit too.
            LOG.warn("Cannot copy the log of {} back to the file: {}", file.path(), e.getMessage());
        }
    }
}
