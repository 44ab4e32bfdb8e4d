package postern.mailbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.james.mailbox.model.Mailbox;
import postern.desk.TicketId;

/** Compares where a ticket's mails lie, and what their keywords say, with what they should. Reads rows of entries only. */
record OutOfStep(TeamTree tree) {
    /** @return what differs, in a word each; nothing while something that an agent did is still to be done */
    List<String> differences(Connection connection, TicketId ticket, String folder, UnaryOperator<List<String>> keywords) throws SQLException {
        Optional<Long> target = tree.folder(folder).map(Mailbox::getMailboxId).map(SqlMailboxId::of);
        if (target.isEmpty() || isTouched(connection, ticket)) {
            return List.of();
        }
        Set<String> differences = new TreeSet<>();
        for (long mail : Belongings.mails(connection, ticket, SqlConversations.MOST)) {
            List<EntryRow> places = Entries.ofMail(connection, mail).stream()
                .filter(row -> new Homes(tree).isPlace(row)).toList();
            compare(places, target.get(), keywords, differences);
        }
        return List.copyOf(differences);
    }

    static boolean isTouched(Connection connection, TicketId ticket) throws SQLException {
        return Sql.one(connection, "SELECT 1 FROM mailbox_change WHERE ticket = ? LIMIT 1", row -> true, Belongings.number(ticket)).isPresent();
    }

    private void compare(List<EntryRow> places, long target, UnaryOperator<List<String>> keywords, Set<String> differences) {
        if (places.isEmpty()) {
            differences.add("lost");
        }
        if (places.size() > 1) {
            differences.add("copies");
        }
        for (EntryRow place : places) {
            boolean apart = tree.path(place.folder()).filter(path -> path.startsWith(SqlConversations.DESK)).isPresent();
            if (!apart && place.folder() != target) {
                differences.add("folder");
            }
            if (!apart && !place.flags().marked(keywords).equals(place.flags().toFlags())) {
                differences.add("keywords");
            }
        }
    }
}
