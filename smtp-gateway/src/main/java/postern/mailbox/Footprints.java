package postern.mailbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.mail.Flags;
import org.apache.james.core.Username;
import org.apache.james.mailbox.model.UpdatedFlags;

/**
 * Writes down what a user did to mails of tickets, in the unit of work that did it: whatever happens next, it is not forgotten. What
 * the gateway itself does leaves no footprints. Mails without a ticket cost one look into an index.
 */
record Footprints(Username user, Clock clock) {
    private static final String MARK = "INSERT INTO mailbox_change (ticket, mail, by, at, folder, added, removed, name)"
        + " SELECT ticket, mail, ?1, ?2, ?3, ?4, ?5, (SELECT name FROM mailbox_folder WHERE id = ?3) FROM mailbox_ticket WHERE mail = ?6";

    /** After a copy or a move. */
    List<EntryRow> laid(Connection connection, List<EntryRow> placed) throws SQLException {
        for (EntryRow row : placed) {
            Sql.update(connection, MARK, user.asString(), clock.millis(), row.folder(), null, null, row.mail());
        }
        return placed;
    }

    List<EntryRow> gone(Connection connection, List<EntryRow> removed) throws SQLException {
        for (EntryRow row : removed) {
            int known = Sql.update(connection, MARK, user.asString(), clock.millis(), null, null, null, row.mail());
            if (known > 0) {
                Sql.update(connection, "INSERT OR REPLACE INTO mailbox_lost (mail, thread, received, size, header) VALUES (?,?,?,?,?)", row.mail(),
                    row.thread(), row.received(), row.size(), row.header());
            }
        }
        return removed;
    }

    List<UpdatedFlags> marked(Connection connection, List<UpdatedFlags> updates) throws SQLException {
        for (UpdatedFlags update : updates) {
            String added = difference(update.getNewFlags(), update.getOldFlags());
            String removed = difference(update.getOldFlags(), update.getNewFlags());
            if (!added.isEmpty() || !removed.isEmpty()) {
                Sql.update(connection, MARK, user.asString(), clock.millis(), null, added, removed,
                    SqlMessageId.of(update.getMessageId().orElseThrow()));
            }
        }
        return updates;
    }

    private static String difference(Flags these, Flags without) {
        Set<String> keywords = new TreeSet<>(List.of(these.getUserFlags()));
        keywords.removeAll(List.of(without.getUserFlags()));
        return String.join("\n", keywords);
    }
}
