package postern.mailets;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import postern.desk.TicketId;
import postern.gestures.Conversations;
import postern.tickets.Sql;

/** Conversations of the rig: rows of its table of filed mails. Nobody opens a mail program there. */
final class TableConversations implements Conversations {
    /** Tickets that somebody has just dragged. */
    final Set<TicketId> touched = new HashSet<>();

    @Override
    public Runnable gather(Connection connection, TicketId ticket, String folder, UnaryOperator<List<String>> keywords) throws SQLException {
        for (String mail : Sql.list(connection, "select name from ticket_mail where ticket = (select id from ticket where number = ?)",
                row -> row.getString(1), Long.parseLong(ticket.value().replace("-", "")))) {
            for (String before : Sql.list(connection, "select keywords from filed where mail = ?", row -> row.getString(1), mail)) {
                Sql.update(connection, "update filed set folder = ?, keywords = ? where mail = ?", folder,
                    String.join(" ", keywords.apply(List.of(before.split(" ")))), mail);
            }
        }
        return () -> { };
    }

    @Override
    public List<String> differences(Connection connection, TicketId ticket, String folder, UnaryOperator<List<String>> keywords) {
        return List.of();
    }

    @Override
    public List<Noticed> noticed(int atMost) {
        return List.of();
    }

    @Override
    public void forget(Connection connection, Noticed noticed) {
        throw new UnsupportedOperationException("nothing is noticed here");
    }

    @Override
    public boolean isTouched(Connection connection, TicketId ticket) {
        return touched.contains(ticket);
    }

    @Override
    public List<Long> rehome(Connection connection, TicketId from, TicketId to) {
        return List.of();
    }

    @Override
    public void rehome(Connection connection, List<Long> mails, TicketId from, TicketId to) {
        // Mails are not kept by ticket here.
    }

    @Override
    public List<Long> from(Connection connection, TicketId ticket, List<String> messageIds) {
        return List.of();
    }

    @Override
    public List<Long> from(Connection connection, TicketId ticket, long mail) {
        return List.of();
    }

    @Override
    public Optional<TicketId> ticket(Connection connection, long mail) {
        return Optional.empty();
    }

    @Override
    public int count(Connection connection, TicketId ticket) {
        return 0;
    }

    @Override
    public List<String> messageIds(Connection connection, List<Long> mails) {
        return List.of();
    }

    @Override
    public Optional<Long> filed(Connection connection, String name) {
        return Optional.empty();
    }

    @Override
    public boolean lies(Connection connection, long mail, String folder) {
        return false;
    }

    @Override
    public Optional<Runnable> putBack(Connection connection, long mail, String folder) {
        return Optional.empty();
    }

    @Override
    public Optional<Withdrawn> withdraw(Connection connection, long mail) {
        return Optional.empty();
    }

    @Override
    public boolean may(String login, String folder, String rights) {
        return true;
    }

    @Override
    public List<TicketId> byMessageId(String messageId) {
        return List.of();
    }

    @Override
    public Optional<String> deliveredTo(TicketId ticket) {
        return Optional.empty();
    }

    @Override
    public Runnable answered(Connection connection, TicketId ticket, List<String> messageIds) {
        return () -> { };
    }
}
