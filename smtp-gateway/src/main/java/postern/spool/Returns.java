package postern.spool;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.TreeSet;
import postern.store.Store;
import postern.store.StoreException;

/** Which mails the flow may still run for: those in the journal, those in a queue, and those that lie in a repository. */
final class Returns {
    /** A mail's parts and followers bear its name with something behind. */
    private final TreeSet<String> lying = new TreeSet<>();

    /** As it is now. A mail that comes later has a line in the journal, or came from where it lay. */
    Returns(Store store) {
        store.read(connection -> {
            for (String table : new String[] {"spool", "repository"}) {
                try (PreparedStatement select = connection.prepareStatement("select name from " + table); ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        lying.add(rows.getString(1));
                    }
                }
            }
            return null;
        });
    }

    boolean mayInclude(Connection connection, String name) {
        String next = lying.ceiling(name);
        if (next != null && next.startsWith(name)) {
            return true;
        }
        try (PreparedStatement select = connection.prepareStatement("select 1 from journal where name = ?")) {
            select.setString(1, name);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException e) {
            throw new StoreException("cannot ask the journal", e, false);
        }
    }
}
