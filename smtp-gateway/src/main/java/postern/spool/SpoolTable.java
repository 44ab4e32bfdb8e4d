package postern.spool;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import postern.store.Schema;
import postern.store.Store;

/**
 * The rows of all queues. A row is there from the commit that accepts a mail to the commit after it was done with; whether it
 * is waiting or in hand is known in memory only, so that after a crash all rows wait again.
 */
final class SpoolTable {
    /** Ids are never used twice: they name a mail in hand. */
    static final Schema SCHEMA = new Schema("spool", List.of("""
        create table spool (
          id integer primary key autoincrement,
          queue text not null,
          name text not null,
          priority integer not null,
          due integer not null, -- epoch milliseconds
          envelope text not null,
          prefix blob not null,
          body blob
        );
        """ + Store.Bodies.countedBy("spool", "body")));

    private SpoolTable() {
    }

    static long insert(Connection connection, String queue, Parcel parcel, int priority, long due) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into spool(queue, name, priority, due, envelope, "
            + "prefix, body) values (?, ?, ?, ?, ?, ?, ?) returning id")) {
            insert.setString(1, queue);
            insert.setString(2, parcel.name());
            insert.setInt(3, priority);
            insert.setLong(4, due);
            insert.setString(5, parcel.json());
            insert.setBytes(6, parcel.prefix());
            insert.setBytes(7, parcel.body());
            try (ResultSet rows = insert.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    static Optional<Parcel> load(Connection connection, long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
            "select name, envelope, prefix, body from spool where id = ?")) {
            select.setLong(1, id);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                    ? Optional.of(Parcel.stored(rows.getString(1), rows.getString(2), rows.getBytes(3), rows.getBytes(4)))
                    : Optional.empty();
            }
        }
    }

    static void delete(Connection connection, long id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from spool where id = ?")) {
            delete.setLong(1, id);
            delete.executeUpdate();
        }
    }

    static void setDue(Connection connection, long id, long due) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update spool set due = ? where id = ?")) {
            update.setLong(1, due);
            update.setLong(2, id);
            update.executeUpdate();
        }
    }

    /** Calls for each row of a queue, in the order of arrival. */
    static void scan(Connection connection, String queue, RowVisitor visitor) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
            "select id, priority, due, name, envelope from spool where queue = ? order by id")) {
            select.setString(1, queue);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    visitor.row(new Waiting.Entry(rows.getLong(1), rows.getInt(2), rows.getLong(3), null),
                        rows.getString(4), rows.getString(5));
                }
            }
        }
    }

    interface RowVisitor {
        void row(Waiting.Entry entry, String name, String envelope) throws SQLException;
    }
}
