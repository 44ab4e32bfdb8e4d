package postern.store;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A unit of work on one connection. Runs on the writer thread (writes) or on the caller's thread (reads); neither commits,
 * rolls back nor closes the connection, and keeps no reference to it.
 */
@FunctionalInterface
public interface Work<T> {
    T on(Connection connection) throws SQLException;
}
