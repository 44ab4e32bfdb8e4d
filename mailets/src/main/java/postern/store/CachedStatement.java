package postern.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;
import org.sqlite.jdbc4.JDBC4PreparedStatement;

/**
 * A prepared statement that is lent out again and again: closing it gives it back, without values and results. It extends the
 * driver's own class because a wrapper around it would cost more than many of the statements themselves.
 *
 * <p>SQLite plans with the value of a bare {@code limit ?}, and so prepares the statement anew whenever that value is set, which costs
 * several times its work. Statements that are asked often say {@code limit ? + 0}, whose value it does not look at.
 */
final class CachedStatement extends JDBC4PreparedStatement {
    private boolean lent;
    /** Of the result's columns, as they were the last time; null before. */
    private String[] names;

    CachedStatement(SQLiteConnection connection, String sql) throws SQLException {
        super(connection, sql);
    }

    /** @return false if it is in use */
    boolean lend() {
        if (lent) {
            return false;
        }
        lent = true;
        return true;
    }

    /** The driver frees a statement that failed; such a one is not lent out again. */
    boolean isUsable() {
        return !pointer.isClosed();
    }

    /** The driver would ask for the names of the columns each time. */
    @Override
    public ResultSet getResultSet() throws SQLException {
        // The tables may have got another column since.
        if (names != null && pointer.safeRunInt(DB::column_count) == names.length) {
            rs.colsMeta = names;
        }
        ResultSet result = super.getResultSet();
        names = rs.colsMeta;
        return result;
    }

    @Override
    public void close() throws SQLException {
        if (lent) {
            lent = false;
            if (isUsable()) {
                rs.close();
                clearParameters();
            }
        }
    }

    @Override
    public boolean isClosed() {
        return !lent;
    }

    /** Drops it from the driver unless it is in use. */
    boolean discard() throws SQLException {
        if (!lent) {
            super.close();
        }
        return !lent;
    }
}
