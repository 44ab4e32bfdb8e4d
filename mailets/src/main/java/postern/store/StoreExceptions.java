package postern.store;

import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Tells a full disk from other failures of SQLite, by result code. */
final class StoreExceptions {
    private StoreExceptions() {
    }

    static StoreException of(String message, Throwable cause) {
        if (cause instanceof StoreException known) {
            return known;
        }
        return new StoreException(message + ": " + cause.getMessage(), cause, isFull(cause));
    }

    private static boolean isFull(Throwable cause) {
        return cause instanceof SQLiteException e
            // The shared-memory file of the log could not grow.
            && (e.getResultCode() == SQLiteErrorCode.SQLITE_FULL || e.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE);
    }
}
