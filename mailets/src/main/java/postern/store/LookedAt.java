package postern.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;

/**
 * A store that another process may be using, opened to read and nothing else: whoever wants to write is refused. Where no process
 * uses it, no file comes or goes beside it. Thread-safe.
 */
public final class LookedAt implements Store {
    private final Path file;
    private final Session session;

    private LookedAt(Path file, Session session) {
        this.file = file;
        this.session = session;
    }

    /** @throws StoreException if it cannot be opened */
    public static LookedAt open(Path file) {
        try {
            return new LookedAt(file, new Session(new SqliteFile(file).openGlass()));
        } catch (SQLException e) {
            throw StoreExceptions.of("cannot read the store " + file, e);
        }
    }

    @Override
    public synchronized <T> T read(Work<T> work) {
        try (Statement statement = session.connection().createStatement()) {
            statement.execute("begin");
            try {
                return work.on(session.connection());
            } finally {
                session.reclaim();
                statement.execute("commit");
            }
        } catch (SQLException e) {
            throw StoreExceptions.of("a reading failed", e);
        }
    }

    @Override
    public void migrate(Schema schema) {
        throw refusal();
    }

    @Override
    public <T> CompletableFuture<T> write(Work<T> work) {
        throw refusal();
    }

    @Override
    public <T> T writeAndWait(Work<T> work) {
        throw refusal();
    }

    @Override
    public void afterCommit(Runnable action) {
        throw refusal();
    }

    @Override
    public void rewrite() {
        throw refusal();
    }

    @Override
    public boolean overwriteFree() {
        throw refusal();
    }

    @Override
    public boolean emptyLog() {
        throw refusal();
    }

    private static UnsupportedOperationException refusal() {
        return new UnsupportedOperationException("this store is only looked at");
    }

    @Override
    public long freeDisk() {
        return 0;
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public Bodies bodies() {
        return new SqliteBodies(this);
    }

    @Override
    public synchronized void close() {
        try {
            session.close();
        } catch (SQLException e) {
            throw StoreExceptions.of("cannot close the store", e);
        }
    }
}
