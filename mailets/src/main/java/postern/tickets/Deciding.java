package postern.tickets;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.inject.Provider;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.desk.Priority;
import postern.letter.Letter;
import postern.store.Work;
import postern.triage.Docket;
import postern.triage.Match;

/**
 * The unit of work that writes down what was decided about a mail. It does so once, however often the flow runs for the mail: what
 * people did since then stays. Decisions and deadlines are one change of the ticket's row.
 */
final class Deciding implements Work<Void> {
    /** All priorities, in the order of urgency. */
    private static final String RANKS = Arrays.stream(Priority.values()).map(rank -> rank.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" "));

    private final Docket docket;
    private final Provider<Desk> desk;

    Deciding(Docket docket, Provider<Desk> desk) {
        this.docket = docket;
        this.desk = desk;
    }

    @Override
    public Void on(Connection connection) throws SQLException {
        record Row(long ticket, boolean merged) {
        }
        String mail = docket.envelope().mail();
        Optional<Row> row = docket.match().isEmpty() ? Optional.empty() : Sql.first(connection,
            "update ticket_mail set decided = 1 where name = ? and decided = 0"
                + " returning ticket, (select merged from ticket t where t.id = ticket_mail.ticket) is not null",
            r -> new Row(r.getLong(1), r.getBoolean(2)), mail);
        if (row.isPresent()) {
            boolean merged = row.get().merged();
            write(connection, merged ? Merges.followed(connection, row.get().ticket(), mail) : row.get().ticket(), merged);
        }
        return null;
    }

    /** @param merged whether the ticket that the mail was found to belong to went on as this one meanwhile */
    private void write(Connection connection, long ticket, boolean merged) throws SQLException {
        ClockCache.Standing before = ClockCache.standing(connection, ticket)
            .orElseThrow(() -> new SQLException("ticket row " + ticket + " vanished"));
        Optional<Turn> turn = asks() ? before.news(asked()) : Optional.empty();
        ClockCache.Standing after = before.after(turn);
        switch (docket.match().orElseThrow()) {
            case Match.Opened opened when !merged && before.team().isEmpty() ->
                open(connection, ticket, after.with(topic(), team()).shown(desk.get()));
            case Match match when merged && asks() -> reopen(connection, ticket, after.shown(desk.get()), true);
            case Match.Joined joined when asks() -> reopen(connection, ticket, after.shown(desk.get()), false);
            case Match match -> ClockCache.keep(connection, ticket, before, after.shown(desk.get()));
        }
        TicketEvent event = new TicketEvent(docket.envelope().receivedAt(), docket.trouble().isPresent() ? "unreadable" : "decided",
            docket.envelope().mail(), Rows.spoken(docket.reasons()));
        if (merged) {
            Rows.event(connection, ticket, event, turn);
        } else {
            // Its arrival was the ticket's news.
            Rows.further(connection, ticket, event, turn);
        }
    }

    private void open(Connection connection, long ticket, ClockCache.Stored clocks) throws SQLException {
        Sql.update(connection, """
            update ticket set topic = ?, team = ?, agent = ?,
              priority = case when instr(?, priority) > instr(?, ?) then priority else coalesce(?, priority) end,
              tier = ?, escalates = ?, deadline = ?, response = ?, resolution = ? where id = ?""",
            topic(), team(), docket.assignment().flatMap(a -> a.agent()).map(Agent::id), RANKS, RANKS, priority(), priority(),
            docket.assignment().map(a -> a.level().tier()).orElse(1), escalates(), clocks.deadline(), clocks.response(), clocks.resolution(), ticket);
    }

    /** @param atLeast whether a higher priority that the ticket has stays */
    private void reopen(Connection connection, long ticket, ClockCache.Stored clocks, boolean atLeast) throws SQLException {
        Sql.update(connection, """
            update ticket set
              priority = case when ? and instr(?, priority) > instr(?, ?) then priority when ? then coalesce(?, priority) else ? end,
              closed = null, state = 'open', escalates = case when state = 'open' then escalates else ? end,
              deadline = ?, response = ?, resolution = ? where id = ?""",
            atLeast, RANKS, RANKS, priority(), atLeast, priority(), priority(), escalates(), clocks.deadline(), clocks.response(),
            clocks.resolution(), ticket);
    }

    private Optional<String> topic() {
        return docket.classification().map(c -> c.topic().id());
    }

    private Optional<String> team() {
        return docket.assignment().map(a -> a.team().id());
    }

    private Optional<String> priority() {
        return docket.urgency().map(u -> u.priority().name().toLowerCase(Locale.ROOT));
    }

    private Optional<Instant> escalates() {
        return docket.assignment().flatMap(a -> a.level().until());
    }

    /**
     * A machine's mail on a ticket starts no clock and ends none, except that an answer did not arrive; thanks and strangers do
     * neither.
     */
    private boolean asks() {
        return docket.urgency().isPresent() && switch (docket.match().orElseThrow()) {
            case Match.Opened opened -> true;
            case Match.Joined joined -> joined.hasSay() && docket.letter().filter(Letter::callsForPeople).isPresent();
            case Match.Twin twin -> false;
        };
    }

    private Turn asked() {
        return Turn.asked(docket.envelope().receivedAt(), false, topic().orElseThrow(), team().orElseThrow());
    }
}
