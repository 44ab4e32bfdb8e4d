package postern.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sqlite.SQLiteConnection;

/**
 * A connection with the statements it has prepared, used by one thread at a time.
 *
 * <p>{@link #connection()} is what units of work see: preparing the same SQL again gives the same statement, closing it gives it
 * back, and whatever would end the transaction is refused.
 */
final class Session implements AutoCloseable {
    private static final int STATEMENTS = 512;

    private final SQLiteConnection raw;
    private final Connection guarded;
    private final List<CachedStatement> lent = new ArrayList<>();
    private long prepared;
    private final Map<String, CachedStatement> statements = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CachedStatement> eldest) {
            try {
                return size() > STATEMENTS && eldest.getValue().discard();
            } catch (SQLException e) {
                throw new StoreException("cannot close a statement", e, false);
            }
        }
    };

    Session(SQLiteConnection raw) {
        this.raw = raw;
        this.guarded = (Connection) Proxy.newProxyInstance(Session.class.getClassLoader(), new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "prepareStatement" -> {
                    prepared++;
                    yield prepare(arguments);
                }
                case "commit", "rollback", "close", "setAutoCommit", "setSavepoint", "releaseSavepoint", "abort" ->
                    throw new SQLFeatureNotSupportedException("a unit of work does not call " + method.getName());
                default -> {
                    try {
                        yield method.invoke(raw, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }
            });
    }

    Connection connection() {
        return guarded;
    }

    /** How many statements units of work asked for up to now. */
    long prepared() {
        return prepared;
    }

    /** Runs a statement of the session's own, such as {@code begin}. */
    void run(String sql) throws SQLException {
        try (PreparedStatement statement = prepare(sql)) {
            statement.execute();
        }
    }

    private PreparedStatement prepare(Object... arguments) throws SQLException {
        String sql = (String) arguments[0];
        if (arguments.length == 2 && arguments[1].equals(Statement.RETURN_GENERATED_KEYS)) {
            throw new SQLFeatureNotSupportedException("ask for keys by \"returning\": " + sql);
        }
        if (arguments.length > 1) {
            return raw.prepareStatement(sql);
        }
        CachedStatement known = statements.get(sql);
        if (known == null || !known.isUsable()) {
            known = new CachedStatement(raw, sql);
            statements.put(sql, known);
        }
        // The same SQL within the reading of its own result needs a second statement.
        if (!known.lend()) {
            return raw.prepareStatement(sql);
        }
        lent.add(known);
        return known;
    }

    /** Takes back what a unit of work prepared and did not close. */
    void reclaim() throws SQLException {
        for (CachedStatement statement : lent) {
            statement.close();
        }
        lent.clear();
    }

    @Override
    public void close() throws SQLException {
        reclaim();
        for (CachedStatement statement : statements.values()) {
            statement.discard();
        }
        raw.close();
    }
}
