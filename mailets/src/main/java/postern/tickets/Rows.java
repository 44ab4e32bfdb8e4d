package postern.tickets;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import postern.desk.Priority;
import postern.desk.Reason;
import postern.desk.TicketId;

/** Between rows and values. */
final class Rows {
    /** What an event keeps of its ticket. */
    private static final String STANDING = "state, team, agent, topic, priority, tier";

    private Rows() {
    }

    static long number(TicketId ticket) {
        return Long.parseLong(ticket.value().replace("-", ""));
    }

    static TicketId ticketId(long number) {
        return TicketId.ofDigits(Long.toString(number));
    }

    static Ticket ticket(ResultSet row) throws SQLException {
        return new Ticket(ticketId(row.getLong("number")), Ticket.State.of(row.getString("state")), row.getString("customer"),
            row.getString("subject"), row.getString("language"), Sql.text(row, "topic"), Sql.text(row, "team"), Sql.text(row, "agent"),
            Sql.text(row, "priority").map(word -> Priority.valueOf(word.toUpperCase(Locale.ROOT))), Sql.instant(row, "deadline"),
            Instant.ofEpochMilli(row.getLong("opened")), Sql.instant(row, "answered"), Sql.instant(row, "closed"), row.getInt("chasers"), row.getInt("tier"));
    }

    static TicketEvent event(ResultSet row) throws SQLException {
        return new TicketEvent(Instant.ofEpochMilli(row.getLong("at")), row.getString("kind"), row.getString("mail"), row.getString("detail"));
    }

    static Optional<Ticket> ticket(Connection connection, long row) throws SQLException {
        return Sql.first(connection, "select * from ticket where id = ?", Rows::ticket, row);
    }

    static void event(Connection connection, long ticket, TicketEvent event) throws SQLException {
        event(connection, ticket, event, Optional.empty());
    }

    /** Written after the change that it tells of: how the ticket stands then is kept with it. */
    static void event(Connection connection, long ticket, TicketEvent event, Optional<Turn> turn) throws SQLException {
        further(connection, ticket, event, turn);
        Sql.update(connection, "update ticket set news = ?1 where id = ?2 and news < ?1", event.at(), ticket);
    }

    /** As {@link #event}, where the ticket has had news of that time already. */
    static void further(Connection connection, long ticket, TicketEvent event, Optional<Turn> turn) throws SQLException {
        Sql.update(connection, "insert into ticket_event(ticket, at, kind, mail, detail, turn, " + STANDING + ") select id, ?, ?, ?, ?, ?, " + STANDING
            + " from ticket where id = ?", event.at(), event.kind(), event.mail(), event.detail(), turn.map(Turn::written), ticket);
    }

    /** As {@link #event}; nothing, if there is no such ticket. */
    static void event(Connection connection, TicketId ticket, TicketEvent event) throws SQLException {
        Sql.update(connection, "insert into ticket_event(ticket, at, kind, mail, detail, " + STANDING + ") select id, ?, ?, ?, ?, " + STANDING
            + " from ticket where number = ?", event.at(), event.kind(), event.mail(), event.detail(), number(ticket));
        Sql.update(connection, "update ticket set news = ?1 where number = ?2 and news < ?1", event.at(), number(ticket));
    }

    /** One reason a line: code, tab, detail. */
    static String written(List<Reason> reasons) {
        return reasons.stream().map(reason -> reason.code() + "\t" + TicketEvent.brief(reason.detail())).collect(Collectors.joining("\n"));
    }

    static List<Reason> read(String reasons) {
        return reasons.isEmpty() ? List.of() : Arrays.stream(reasons.split("\n")).map(line -> line.split("\t", 2))
            .map(parts -> Reason.of(parts[0], parts[1])).toList();
    }

    static String spoken(List<Reason> reasons) {
        return TicketEvent.spoken(reasons);
    }
}
