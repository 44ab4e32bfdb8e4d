package postern.mailbox;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import postern.desk.TicketId;
import postern.store.Store;
import postern.tickets.Folders.Belonging;

/** Rows of {@code mailbox_ticket}: which ticket a mail belongs to, whatever folders it is in. */
final class Belongings {
    private static final int KEY = 16;
    private static final Pattern DELIVERED_TO = Pattern.compile("(?m)^Delivered-To: (\\S+)");

    private Belongings() {
    }

    static void put(Connection connection, long mail, Belonging belonging) throws SQLException {
        Sql.update(connection, "INSERT INTO mailbox_ticket (mail, ticket, reference) VALUES (?,?,?)", mail, number(belonging.ticket()),
            belonging.messageId().map(Belongings::key).orElse(null));
    }

    static void remove(Connection connection, long mail) throws SQLException {
        Sql.update(connection, "DELETE FROM mailbox_ticket WHERE mail = ?", mail);
    }

    /** @return message ids, oldest first */
    static List<Long> mails(Connection connection, TicketId ticket, int atMost) throws SQLException {
        return Sql.list(connection, "SELECT mail FROM mailbox_ticket WHERE ticket = ? ORDER BY mail LIMIT ?", row -> row.getLong(1), number(ticket),
            atMost);
    }

    static Optional<TicketId> ticket(Connection connection, long mail) throws SQLException {
        return Sql.one(connection, "SELECT ticket FROM mailbox_ticket WHERE mail = ?", row -> ticket(row.getLong(1)), mail);
    }

    /** @return two at most */
    static List<TicketId> ofReference(Connection connection, String messageId) throws SQLException {
        return Sql.list(connection, "SELECT DISTINCT ticket FROM mailbox_ticket WHERE reference = ? LIMIT 2", row -> ticket(row.getLong(1)),
            (Object) key(messageId));
    }

    static Optional<Long> mailOf(Connection connection, TicketId ticket, String messageId) throws SQLException {
        return Sql.one(connection, "SELECT mail FROM mailbox_ticket WHERE reference = ? AND ticket = ? ORDER BY mail LIMIT 1", row -> row.getLong(1),
            key(messageId), number(ticket));
    }

    /** @return the mail with the first of these that is the ticket's */
    static Optional<Long> first(Connection connection, TicketId ticket, List<String> messageIds) throws SQLException {
        for (String id : messageIds) {
            Optional<Long> mail = mailOf(connection, ticket, id);
            if (mail.isPresent()) {
                return mail;
            }
        }
        return Optional.empty();
    }

    static List<Long> rehome(Connection connection, TicketId from, TicketId to) throws SQLException {
        return Sql.list(connection, "UPDATE mailbox_ticket SET ticket = ? WHERE ticket = ? RETURNING mail", row -> row.getLong(1), number(to), number(from));
    }

    static void rehome(Connection connection, List<Long> mails, TicketId from, TicketId to) throws SQLException {
        for (long mail : mails) {
            Sql.update(connection, "UPDATE mailbox_ticket SET ticket = ? WHERE mail = ? AND ticket = ?", number(to), mail, number(from));
        }
    }

    /** @return the address of ours that the ticket's first mail came to */
    static Optional<String> deliveredTo(Connection connection, TicketId ticket) throws SQLException {
        return Sql.one(connection, "SELECT m.prefix FROM mailbox_ticket t JOIN mailbox_mail m ON m.id = t.mail WHERE t.ticket = ? ORDER BY t.mail LIMIT 1",
                row -> row.getBytes(1), number(ticket))
            .map(prefix -> DELIVERED_TO.matcher(new String(prefix, StandardCharsets.US_ASCII))).filter(Matcher::find).map(found -> found.group(1));
    }

    static long number(TicketId ticket) {
        return Long.parseLong(ticket.value().replace("-", ""));
    }

    static TicketId ticket(long number) {
        return TicketId.ofDigits(Long.toString(number));
    }

    private static byte[] key(String messageId) {
        return Arrays.copyOf(Store.Bodies.sha256(messageId.getBytes(StandardCharsets.UTF_8)), KEY);
    }
}
