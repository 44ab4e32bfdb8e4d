package postern.tickets;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import postern.desk.Desk;
import postern.desk.TicketId;

/** The deadlines stored with tickets: what {@link ClockReading} shows, kept where queries find it. Part of a caller's unit of work. */
public final class ClockCache {
    private ClockCache() {
    }

    /** The turns of a ticket, in the order in which they were written down. */
    public static List<Turn> turns(Connection connection, TicketId ticket) throws SQLException {
        Optional<Long> row = Sql.first(connection, "select id from ticket where number = ?", r -> r.getLong(1), Rows.number(ticket));
        return row.isEmpty() ? List.of() : turns(connection, row.get());
    }

    private static List<Turn> turns(Connection connection, long ticket) throws SQLException {
        return Sql.list(connection, "select at, turn from ticket_event where ticket = ? and turn is not null order by id",
            row -> Turn.read(Instant.ofEpochMilli(row.getLong(1)), row.getString(2)), ticket);
    }

    /** @return the questions of a ticket that nobody has answered, each with the promise it was asked by */
    public static List<Turn> waiting(Connection connection, TicketId ticket) throws SQLException {
        return ClockReading.waiting(turns(connection, ticket));
    }

    /** @return what the clocks show; empty for a ticket without turns, of which only the stored deadline is known */
    public static Optional<ClockReading> reading(Connection connection, TicketId ticket, Desk desk) throws SQLException {
        Optional<Ticket> found = Sql.first(connection, "select * from ticket where number = ?", Rows::ticket, Rows.number(ticket));
        List<Turn> turns = turns(connection, ticket);
        return found.filter(known -> !turns.isEmpty()).map(known -> ClockReading.of(turns, known.topic(), known.team(), desk));
    }

    /** Stores what the clocks of a ticket show now. @return whether that was another deadline than the stored one */
    static boolean keep(Connection connection, long ticket, Desk desk) throws SQLException {
        Optional<Stored> shown = shown(connection, ticket, desk);
        Optional<Stored> before = shown.isEmpty() ? Optional.empty() : stored(connection, ticket);
        if (!shown.equals(before)) {
            Sql.update(connection, "update ticket set deadline = ?, response = ?, resolution = ? where id = ?", shown.get().deadline(),
                shown.get().response(), shown.get().resolution(), ticket);
        }
        return !shown.map(Stored::deadline).equals(before.map(Stored::deadline));
    }

    /** Writes a turn down as an event of its own, and stores what the clocks show then. */
    static void turn(Connection connection, long ticket, Instant at, Optional<Turn> turn, Desk desk) throws SQLException {
        if (turn.isPresent()) {
            Rows.event(connection, ticket, new TicketEvent(at, "recounted", "", turn.get().kind().name().toLowerCase(Locale.ROOT)), turn);
            keep(connection, ticket, desk);
        }
    }

    /** @return whether the stored deadlines are other than what the clocks show */
    static boolean isWrong(Connection connection, long ticket, Desk desk) throws SQLException {
        Optional<Stored> shown = shown(connection, ticket, desk);
        return shown.isPresent() && !shown.equals(stored(connection, ticket));
    }

    /** In milliseconds, as columns hold them. */
    private record Stored(Optional<Instant> deadline, Optional<Instant> response, Optional<Instant> resolution) {
        static Stored of(ClockReading reading) {
            return new Stored(millis(reading.nearest()), millis(reading.response()), millis(reading.resolution()));
        }

        private static Optional<Instant> millis(Optional<ClockReading.Due> due) {
            return due.map(one -> one.deadline().truncatedTo(ChronoUnit.MILLIS));
        }
    }

    private static Optional<Stored> stored(Connection connection, long ticket) throws SQLException {
        return Sql.first(connection, "select deadline, response, resolution from ticket where id = ?",
            row -> new Stored(Sql.instant(row, "deadline"), Sql.instant(row, "response"), Sql.instant(row, "resolution")), ticket);
    }

    private static Optional<Stored> shown(Connection connection, long ticket, Desk desk) throws SQLException {
        List<Turn> turns = turns(connection, ticket);
        return turns.isEmpty() ? Optional.empty() : Rows.ticket(connection, ticket)
            .map(known -> Stored.of(ClockReading.of(turns, known.topic(), known.team(), desk)));
    }

    /**
     * A question that comes while the same one waits moves no clock, so it is no turn: a flood of mails makes no ticket slow.
     *
     * @return the turn, unless it says nothing new
     */
    static Optional<Turn> news(Connection connection, long ticket, Turn asked) throws SQLException {
        Optional<Turn> last = Sql.first(connection, "select at, turn from ticket_event where ticket = ? and turn is not null order by id desc limit 1",
            row -> Turn.read(Instant.ofEpochMilli(row.getLong(1)), row.getString(2)), ticket);
        boolean again = last.filter(before -> before.written().equals(asked.written()) && !asked.at().isBefore(before.at())).isPresent();
        return again ? Optional.empty() : Optional.of(asked);
    }
}
