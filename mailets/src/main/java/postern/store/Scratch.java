package postern.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;

/**
 * A store of passing use, of one thread: in a file without a name, which SQLite fills when its memory is used up, and of which
 * nothing is left when the process ends, however it ends. Work on it is done at once and never undone as a whole.
 */
public final class Scratch implements Store {
    private static final int CACHE_KIB = 16 * 1024;

    private final Session session;
    private final List<Runnable> following = new ArrayList<>();

    private Scratch(Session session) {
        this.session = session;
    }

    public static Scratch open() {
        try {
            SQLiteConfig config = new SQLiteConfig();
            config.setGetGeneratedKeys(false);
            // A name that is empty: SQLite removes the file as soon as it has opened it.
            SQLiteConnection connection = (SQLiteConnection) config.createConnection(JDBC.PREFIX + "file:");
            try (Statement statement = connection.createStatement()) {
                statement.execute("pragma journal_mode = off");
                statement.execute("pragma synchronous = off");
                statement.execute("pragma cache_size = -" + CACHE_KIB);
                statement.execute("pragma recursive_triggers = on");
            }
            return new Scratch(new Session(connection));
        } catch (SQLException e) {
            throw StoreExceptions.of("cannot open a passing store", e);
        }
    }

    @Override
    public void migrate(Schema schema) {
        writeAndWait(connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String step : schema.steps()) {
                    statement.executeUpdate(step);
                }
            }
            return null;
        });
    }

    @Override
    public <T> CompletableFuture<T> write(Work<T> work) {
        return CompletableFuture.completedFuture(writeAndWait(work));
    }

    @Override
    public <T> T writeAndWait(Work<T> work) {
        T result = read(work);
        List<Runnable> now = List.copyOf(following);
        following.clear();
        now.forEach(Runnable::run);
        return result;
    }

    @Override
    public void afterCommit(Runnable action) {
        following.add(action);
    }

    @Override
    public <T> T read(Work<T> work) {
        try {
            return work.on(session.connection());
        } catch (SQLException e) {
            throw StoreExceptions.of("a unit of passing work failed", e);
        }
    }

    @Override
    public void rewrite() {
        throw new UnsupportedOperationException("a passing store has no file");
    }

    @Override
    public boolean overwriteFree() {
        throw new UnsupportedOperationException("a passing store has no file");
    }

    @Override
    public boolean emptyLog() {
        throw new UnsupportedOperationException("a passing store has no file");
    }

    @Override
    public long freeDisk() {
        return Long.MAX_VALUE;
    }

    @Override
    public Path file() {
        throw new UnsupportedOperationException("a passing store has no name");
    }

    @Override
    public Bodies bodies() {
        throw new UnsupportedOperationException("a passing store keeps no bodies");
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (SQLException e) {
            throw StoreExceptions.of("cannot close a passing store", e);
        }
    }
}
