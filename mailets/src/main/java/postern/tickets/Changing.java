package postern.tickets;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import postern.desk.Desk;
import postern.desk.Team;
import postern.desk.TicketId;
import postern.triage.Level;

/** Writes down what people do to a ticket, inside a unit of work. */
final class Changing {
    private Changing() {
    }

    static void change(Connection connection, TicketId ticket, Tickets.Change change, Desk desk) throws SQLException {
        Optional<Ticket> before = Sql.first(connection, "select * from ticket where number = ?", Rows::ticket, Rows.number(ticket));
        Optional<Ticket.State> state = change.state();
        Optional<Instant> answered = state.filter(s -> s == Ticket.State.WAITING).map(s -> change.at());
        Optional<Long> row = Sql.first(connection, """
            update ticket set team = coalesce(?, team), agent = nullif(coalesce(?, agent), ''), state = coalesce(?, state),
              priority = coalesce(?, priority), deadline = coalesce(?, deadline), topic = coalesce(?, topic),
              answered = coalesce(?, answered), chasers = case when ? is null then chasers else 0 end,
              closed = case when ? = 'done' then ? when ? is null then closed end where number = ? returning id""",
            r -> r.getLong(1), change.team(), change.agent(), state, change.priority(), change.deadline(), change.topic(), answered, answered,
            state, change.at(), state, Rows.number(ticket));
        if (row.isPresent()) {
            Optional<Turn> turn = turn(before.orElseThrow(), change, desk);
            boolean asked = turn.filter(one -> one.kind() == Turn.Kind.ASKED).isPresent();
            if (asked || change.team().isPresent() && !change.team().equals(before.get().team())) {
                renew(connection, row.get(), change.at(), desk);
            }
            note(connection, row.get(), change, turn);
            ClockCache.keep(connection, row.get(), desk);
        }
    }

    /** An open ticket's tier, or its new team's, has it from now on: it does not go to the next one for the time before. */
    static void renew(Connection connection, long row, Instant at, Desk desk) throws SQLException {
        Ticket ticket = Rows.ticket(connection, row).orElseThrow();
        Team team = desk.teams().getOrDefault(ticket.team().orElse(""), desk.catchAllTeam());
        Sql.update(connection, "update ticket set escalates = ? where id = ? and state = 'open'",
            Level.of(ticket.tier(), team, desk.calendarOf(team), at).until(), row);
    }

    /** A reopened ticket is a question of today, by the promise and in the hours of those who have it now. */
    private static Optional<Turn> turn(Ticket before, Tickets.Change change, Desk desk) {
        return change.state().filter(state -> state != before.state()).map(state -> switch (state) {
            case OPEN -> Turn.asked(change.at(), true, change.topic().or(before::topic).orElse(desk.fallback()), change.team().or(before::team).orElse(desk.catchAll()));
            case WAITING -> Turn.of(change.at(), Turn.Kind.ANSWERED, true);
            case DONE -> Turn.of(change.at(), Turn.Kind.DONE, true);
        });
    }

    private static void note(Connection connection, long ticket, Tickets.Change change, Optional<Turn> turn) throws SQLException {
        boolean answered = change.state().filter(state -> state == Ticket.State.WAITING).isPresent();
        if (answered) {
            Sql.update(connection, """
                insert into correspondent select customer, ? from ticket where id = ? and customer <> ''
                on conflict(address) do update set answered = excluded.answered""", change.at(), ticket);
        }
        String what = change.by() + change.team().map(team -> ", team " + team).orElse("") + change.agent().map(agent -> ", agent " + agent).orElse("")
            + change.topic().map(topic -> ", topic " + topic).orElse("") + change.state().map(state -> ", " + state.word()).orElse("")
            + change.priority().map(priority -> ", priority " + priority.name().toLowerCase(Locale.ROOT)).orElse("");
        Rows.event(connection, ticket, new TicketEvent(change.at(), answered ? "answered" : "moved", "", what), turn);
    }

    static void restore(Connection connection, Ticket before, String by, Instant at, Desk desk) throws SQLException {
        Optional<Ticket> now = Sql.first(connection, "select * from ticket where number = ?", Rows::ticket, Rows.number(before.id()));
        Optional<Long> row = Sql.first(connection, """
            update ticket set topic = coalesce(?, topic), team = ?, agent = ?, priority = ?, state = ?5, deadline = case when state = ?5 then deadline else ? end,
              answered = case when state = ?5 then answered else ? end, closed = case when state = ?5 then closed else ? end,
              chasers = case when state = ?5 then chasers else ? end where number = ? returning id""", r -> r.getLong(1), before.topic(), before.team(),
            before.agent(), before.priority(), before.state(), before.deadline(), before.answered(), before.closed(), before.chasers(), Rows.number(before.id()));
        if (row.isPresent()) {
            Rows.event(connection, row.get(), new TicketEvent(at, "undone", "", by),
                now.filter(standing -> standing.state() != before.state()).map(standing -> Turn.of(at, Turn.Kind.UNDONE, true)));
            ClockCache.keep(connection, row.get(), desk);
        }
    }
}
