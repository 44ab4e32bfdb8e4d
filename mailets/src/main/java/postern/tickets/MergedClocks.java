package postern.tickets;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import postern.desk.Desk;
import postern.desk.TicketId;

/** What becomes of clocks when tickets go on as one, or are parted again: the question that waits longest is not forgotten. */
public final class MergedClocks {
    private MergedClocks() {
    }

    /**
     * The ticket is done; what its customer waits for, the survivor owes from now on.
     *
     * @return the event by which the survivor owes it; empty if nobody waits
     */
    static Optional<Long> merge(Connection connection, TicketId ticket, TicketId survivor, Instant at, Desk desk) throws SQLException {
        long merged = row(connection, ticket);
        List<Turn> turns = ClockCache.turns(connection, ticket);
        ClockCache.turn(connection, merged, at, turns.isEmpty() ? Optional.empty() : Optional.of(Turn.of(at, Turn.Kind.DONE, true)), desk);
        Optional<Turn> waiting = ClockReading.waiting(turns).map(asked -> Turn.asked(asked.at(), true, asked.topic(), asked.team()));
        ClockCache.turn(connection, row(connection, survivor), at, waiting, desk);
        return waiting.isEmpty() ? Optional.empty()
            : Sql.first(connection, "select max(id) from ticket_event where ticket = ?", row -> row.getLong(1), row(connection, survivor));
    }

    /** The ticket waits again for what it waited for. */
    static void takeBack(Connection connection, TicketId ticket, Instant at, Desk desk) throws SQLException {
        Optional<Turn> undone = ClockCache.turns(connection, ticket).isEmpty() ? Optional.empty() : Optional.of(Turn.of(at, Turn.Kind.UNDONE, true));
        ClockCache.turn(connection, row(connection, ticket), at, undone, desk);
    }

    /** The survivor owes the question of the merged ticket no longer, whatever happened to it since. */
    static void release(Connection connection, TicketId survivor, long owed, Instant at, Desk desk) throws SQLException {
        long row = row(connection, survivor);
        Sql.update(connection, "update ticket_event set turn = null where id = ? and ticket = ?", owed, row);
        Rows.event(connection, row, new TicketEvent(at, "recounted", "", "released"));
        ClockCache.keep(connection, row, desk);
    }

    /** A ticket that is parted from another went through the same. */
    static void part(Connection connection, long old, long parted) throws SQLException {
        Sql.update(connection, """
            insert into ticket_event(ticket, at, kind, mail, detail, turn, state, team, agent, topic, priority, tier)
              select ?, at, kind, '', '', turn, state, team, agent, topic, priority, tier from ticket_event where ticket = ? and turn is not null order by id""",
            parted, old);
    }

    private static long row(Connection connection, TicketId ticket) throws SQLException {
        return Sql.first(connection, "select id from ticket where number = ?", row -> row.getLong(1), Rows.number(ticket)).orElse(-1L);
    }
}
