package postern.tickets;

import java.sql.Connection;
import java.sql.SQLException;
import postern.desk.TicketId;

/** Tickets whose people are forgotten: when, where and how long stays; who and what about does not. */
public final class Figures {
    private Figures() {
    }

    /** Call inside a unit of work. An unknown ticket changes nothing. */
    public static void keepOnly(Connection connection, TicketId ticket) throws SQLException {
        long row = Sql.first(connection, "select id from ticket where number = ?", found -> found.getLong(1), Rows.number(ticket)).orElse(-1L);
        Sql.update(connection, "update ticket set customer = '', subject = '', orders = '', sketch = null where id = ?", row);
        Sql.update(connection, "update ticket_event set mail = '', detail = '' where ticket = ?", row);
        for (String table : new String[] {"ticket_mail", "ticket_twin", "ticket_reference", "ticket_participant", "ticket_writer"}) {
            Sql.update(connection, "delete from " + table + " where ticket = ?", row);
        }
    }
}
