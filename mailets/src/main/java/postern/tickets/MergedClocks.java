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
     * The ticket is done; what its customer waits for, the survivor owes from now on, as it was promised.
     *
     * @return the first event by which the survivor owes it; empty if nobody waits
     */
    static Optional<Long> merge(Connection connection, TicketId ticket, TicketId survivor, Instant at,
        Desk desk) throws SQLException {
        long merged = row(connection, ticket);
        List<Turn> turns = ClockCache.turns(connection, ticket);
        ClockCache.turn(connection, merged, at, turns.isEmpty() ? Optional.empty()
            : Optional.of(Turn.of(at, Turn.Kind.DONE, true)), desk);
        List<Turn> waiting = ClockReading.waiting(turns);
        return waiting.isEmpty() ? Optional.empty() : Optional.of(owe(connection, row(connection, survivor), waiting, "asked, of "
            + ticket, at, desk));
    }

    private static long owe(Connection connection, long survivor, List<Turn> waiting, String detail, Instant at,
        Desk desk) throws SQLException {
        if (Sql.update(connection, "update ticket set state = 'open', closed = null where id = ? and state <> 'open'",
            survivor) > 0) {
            Changing.renew(connection, survivor, at, desk);
        }
        long before = Sql.first(connection, "select max(id) from ticket_event", row -> row.getLong(1)).orElseThrow();
        for (Turn owed : waiting) {
            Rows.event(connection, survivor, new TicketEvent(at, "recounted", "", detail), Optional.of(owed));
        }
        ClockCache.keep(connection, survivor, desk);
        return before + 1;
    }

    /** The ticket waits again for what it waited for. */
    static void takeBack(Connection connection, TicketId ticket, Instant at, Desk desk) throws SQLException {
        Optional<Turn> undone = ClockCache.turns(connection, ticket).isEmpty() ? Optional.empty()
            : Optional.of(Turn.of(at, Turn.Kind.UNDONE, true));
        ClockCache.turn(connection, row(connection, ticket), at, undone, desk);
    }

    /**
     * The survivor owes the questions of the merged ticket no longer, whatever happened to it since; without another one it rests
     * as before.
     */
    static void release(Connection connection, TicketId survivor, long owed, Instant at, Desk desk) throws SQLException {
        long row = row(connection, survivor);
        Sql.update(connection, "update ticket_event set turn = null where ticket = ?1 and id >= ?2 and turn is not null"
            + " and detail = (select detail from ticket_event where id = ?2 and ticket = ?1)", row, owed);
        Optional<Ticket.State> rests = ClockCache.reading(connection, survivor, desk).map(ClockReading::state)
            .filter(state -> state != Ticket.State.OPEN);
        if (rests.isPresent()) {
            Sql.update(connection,
                "update ticket set state = ?1, closed = case when ?1 = 'done' then ?2 end where id = ?3 and state = 'open'", rests,
                at, row);
        }
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
        return Sql.first(connection, "select id from ticket where number = ?", row -> row.getLong(1), Rows.number(ticket))
            .orElse(-1L);
    }
}
