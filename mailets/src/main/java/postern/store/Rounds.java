package postern.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Goes through a table by its primary key, some rows at a time, and begins anew at the end. Of one thread. */
public final class Rounds {
    private final String select;
    private final Object first;
    private Object last;

    /**
     * @param table with its key
     * @param first below every key
     */
    public Rounds(String table, String key, Object first) {
        this.select = "select " + key + " from " + table + " where " + key + " > ? order by " + key + " limit ? + 0";
        this.first = first;
        this.last = first;
    }

    /** @return the next keys */
    public List<Object> next(Connection connection, int atMost) throws SQLException {
        List<Object> keys = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setObject(1, last);
            statement.setInt(2, atMost);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    keys.add(rows.getObject(1));
                }
            }
        }
        last = keys.size() < atMost ? first : keys.getLast();
        return keys;
    }
}
