package postern.spool;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import postern.edge.Arrival;
import postern.store.Schema;
import postern.store.Store;

/**
 * Every mail that the spool ever took, as it came, for a while: the memory by which a name is taken once only, and the copy
 * that still holds what someone deleted.
 */
final class Journal {
    static final Schema SCHEMA = new Schema("journal", List.of("""
        create table journal (
          name text primary key,
          at integer not null, -- epoch milliseconds
          sender text,
          recipients text not null, -- one a line
          remote text,
          helo text,
          login text,
          prefix blob,
          body blob
        ) without rowid;
        create index journal_at on journal(at);
        """ + Store.Bodies.countedBy("journal", "body")));

    private static final String INSERT = "insert into journal(name, at, sender, recipients, remote, helo, login, prefix, body) "
        + "values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict(name) do nothing";

    private Journal() {
    }

    /** @return false if the name was taken before */
    static boolean enter(Connection connection, Arrival arrival, byte[] prefix, byte[] body) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, arrival.name());
            insert.setLong(2, arrival.receivedAt().toEpochMilli());
            insert.setString(3, arrival.sender());
            insert.setString(4, String.join("\n", arrival.recipients()));
            insert.setString(5, arrival.remoteAddress());
            insert.setString(6, arrival.helo());
            insert.setString(7, arrival.login().orElse(null));
            insert.setBytes(8, prefix);
            insert.setBytes(9, body);
            return insert.executeUpdate() > 0;
        }
    }

    /** A mail of our own. @return false if the name was taken before */
    static boolean enter(Connection connection, String name, Instant at, List<String> recipients, byte[] body)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, name);
            insert.setLong(2, at.toEpochMilli());
            insert.setString(3, "");
            insert.setString(4, String.join("\n", recipients));
            insert.setBytes(9, body);
            return insert.executeUpdate() > 0;
        }
    }

    /** Forgets some of what was entered before a time. @return how many */
    static int forget(Connection connection, Instant before, int atMost) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
            "delete from journal where name in (select name from journal where at < ? limit ?)")) {
            delete.setLong(1, before.toEpochMilli());
            delete.setInt(2, atMost);
            return delete.executeUpdate();
        }
    }
}
