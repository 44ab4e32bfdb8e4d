package postern.tickets;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import postern.desk.TicketId;

/** Tickets whose people are forgotten: when, where and how long stays; who and what about does not. */
public final class Figures {
    private Figures() {
    }

    /** Nobody's turn any more, because the people are forgotten. Call inside a unit of work. */
    public static void close(Connection connection, TicketId ticket, Instant at) throws SQLException {
        Sql.update(connection, "update ticket set state = 'done', closed = ?, deadline = null, response = null, resolution = null"
            + " where number = ? and state <> 'done'", at, Rows.number(ticket));
        Optional<Long> row = Sql.first(connection, "select id from ticket where number = ?", found -> found.getLong(1), Rows.number(ticket));
        if (row.isPresent()) {
            Rows.event(connection, row.get(), new TicketEvent(at, "erased", "", ""), Optional.of(Turn.of(at, Turn.Kind.DONE, false)));
        }
    }

    /** Gives a ticket another subject, which may be the same. Call inside a unit of work. */
    public static void subject(Connection connection, TicketId ticket, UnaryOperator<String> change) throws SQLException {
        Optional<String> subject = Sql.first(connection, "select subject from ticket where number = ?", row -> row.getString(1), Rows.number(ticket));
        if (subject.isPresent() && !change.apply(subject.get()).equals(subject.get())) {
            Sql.update(connection, "update ticket set subject = ? where number = ?", change.apply(subject.get()), Rows.number(ticket));
        }
    }

    /** Call inside a unit of work. An unknown ticket changes nothing. */
    public static void keepOnly(Connection connection, TicketId ticket) throws SQLException {
        long row = Sql.first(connection, "select id from ticket where number = ?", found -> found.getLong(1), Rows.number(ticket)).orElse(-1L);
        Sql.update(connection, "update ticket set customer = '', subject = '', orders = '', sketch = null where id = ?", row);
        Sql.update(connection, "update ticket_event set mail = '', detail = '' where ticket = ?", row);
        for (String table : new String[] {"ticket_mail", "ticket_twin", "ticket_reference", "ticket_participant", "ticket_writer", "ticket_order"}) {
            Sql.update(connection, "delete from " + table + " where ticket = ?", row);
        }
    }
}
