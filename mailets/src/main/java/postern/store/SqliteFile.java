package postern.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;

/**
 * Opens connections to the file, tuned for one writer and many readers.
 *
 * <p>Pages have 4 KiB: each new body touches a random page of the index over hashes, and a larger page would write more of the
 * same to the log. The log is copied back to the file by the writer after {@value #CHECKPOINT_PAGES} pages, so that pages that
 * change often are copied once for many commits, and yet the log stays small: copying it back may need as much space again,
 * which a nearly full disk has not got. No memory mapping: a failing disk would end the process instead of a call.
 */
record SqliteFile(Path path) {
    static final int PAGE_SIZE = 4096;
    static final int CHECKPOINT_PAGES = 4000;
    static final int BUSY_MILLIS = 15_000;
    /** Not more: at each commit that split a page of a tree, SQLite 3.50 looks at every page in the cache (pcache1Truncate). */
    private static final int WRITER_CACHE_KIB = 16 * 1024;
    private static final int READER_CACHE_KIB = 8 * 1024;

    /** A connection whose transactions its owner begins and ends by SQL. */
    SQLiteConnection openWriter() throws SQLException {
        SQLiteConnection connection = open();
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma journal_mode = wal");
            statement.execute("pragma synchronous = full");
            statement.execute("pragma wal_autocheckpoint = " + CHECKPOINT_PAGES);
            statement.execute("pragma journal_size_limit = " + (long) CHECKPOINT_PAGES * PAGE_SIZE * 2);
            statement.execute("pragma cache_size = -" + WRITER_CACHE_KIB);
            // Savepoints keep the pages they may have to restore here.
            statement.execute("pragma temp_store = memory");
            statement.execute("pragma foreign_keys = on");
            // What is deleted inside of a page is overwritten, as the page is written anyway; pages that become free are not.
            statement.execute("pragma secure_delete = fast");
            // "insert or replace" then fires the delete triggers that count references.
            statement.execute("pragma recursive_triggers = on");
        }
        return ownTransactions(connection);
    }

    SQLiteConnection openReader() throws SQLException {
        SQLiteConnection connection = open();
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma query_only = on");
            statement.execute("pragma wal_autocheckpoint = 0");
            statement.execute("pragma cache_size = -" + READER_CACHE_KIB);
        }
        return ownTransactions(connection);
    }

    /** A connection that cannot write, not even to tidy up. */
    SQLiteConnection openLooker() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_MILLIS);
        return (SQLiteConnection) config.createConnection(JDBC.PREFIX + path);
    }

    /**
     * A connection that takes the file for one that nobody writes, and leaves nothing beside it: what is written meanwhile may show
     * in parts.
     */
    SQLiteConnection openStill() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        // RFC 3986 §2.1: what would end the path of a URI.
        String written = path.toAbsolutePath().toString().replace("%", "%25").replace("?", "%3f").replace("#", "%23");
        return (SQLiteConnection) config.createConnection(JDBC.PREFIX + "file:" + written + "?immutable=1");
    }

    /** A connection that cannot write; where no process uses the file, no file comes or goes beside it. */
    SQLiteConnection openGlass() throws SQLException {
        return Files.exists(path.resolveSibling(path.getFileName() + "-wal")) ? openLooker() : openStill();
    }

    /** Octets of the write-ahead log, 0 if there is none. */
    long logSize() {
        return path.resolveSibling(path.getFileName() + "-wal").toFile().length();
    }

    private SQLiteConnection open() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setPageSize(PAGE_SIZE);
        config.setBusyTimeout(BUSY_MILLIS);
        // The driver would run a query after each insert; "returning" does it where it is wanted.
        config.setGetGeneratedKeys(false);
        return (SQLiteConnection) config.createConnection(JDBC.PREFIX + path);
    }

    /** With auto-commit the driver tries to begin a transaction at each statement; without, it has begun one by now. */
    private static SQLiteConnection ownTransactions(SQLiteConnection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("commit");
        }
        return connection;
    }
}
