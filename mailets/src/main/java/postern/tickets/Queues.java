package postern.tickets;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import postern.desk.Priority;
import postern.desk.Reason;
import postern.desk.TicketId;
import postern.triage.Level;
import postern.triage.Workforce.Job;
import postern.triage.Workforce.Load;

/** Tickets that wait for an agent, and agents who wait for tickets. Each look and each change is part of a caller's unit of work. */
public final class Queues {
    /** When there is no deadline, the ticket waits behind all that have one. */
    private static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);

    private Queues() {
    }

    /** @param team empty until the first mail is decided, as the job's topic then is */
    public record Queued(TicketId ticket, Optional<String> team, boolean open, Job job) {
        /** @return whether it is still with the same people, and open */
        public boolean isLike(Queued before) {
            return open && team.equals(before.team()) && job.worker().equals(before.job().worker());
        }
    }

    public static Optional<Queued> find(Connection connection, TicketId ticket) throws SQLException {
        return Sql.first(connection, "select * from ticket where number = ?", Queues::queued, Rows.number(ticket));
    }

    /** @return whether a mail's decisions were written down before */
    public static boolean isDecided(Connection connection, String mail) throws SQLException {
        return Sql.first(connection, "select decided from ticket_mail where name = ?", row -> row.getBoolean(1), mail).orElse(false);
    }

    /** Tickets in a team's folder, the earliest deadline first. */
    public static List<Queued> waiting(Connection connection, String team, int atMost) throws SQLException {
        return Sql.list(connection, "select * from ticket where state = 'open' and agent is null and team = ? order by deadline limit ?", Queues::queued,
            team, atMost);
    }

    /** Open tickets of a team in an agent's folder, the earliest deadline first. */
    public static List<Queued> heldBy(Connection connection, String agent, String team, int atMost) throws SQLException {
        return Sql.list(connection, "select * from ticket where state = 'open' and agent = ? and team = ? order by deadline limit ?", Queues::queued,
            agent, team, atMost);
    }

    /** Tickets with an agent that are not done. */
    public static List<Queued> with(Connection connection, String agent, int atMost) throws SQLException {
        return Sql.list(connection, "select * from ticket where agent = ? and state <> 'done' limit ?", Queues::queued, agent, atMost);
    }

    public static List<Queued> openWith(Connection connection, String agent) throws SQLException {
        return Sql.list(connection, "select * from ticket where state = 'open' and agent = ?", Queues::queued, agent);
    }

    /** @return ids of those who have open tickets */
    public static List<String> carriers(Connection connection) throws SQLException {
        return Sql.list(connection, "select agent from agent_load where open > 0", row -> row.getString(1));
    }

    public static Map<String, Load> loads(Connection connection, List<String> agents) throws SQLException {
        String marks = String.join(",", Collections.nCopies(agents.size(), "?"));
        return Sql.list(connection, "select agent, open, turn from agent_load where agent in (" + marks + ")",
            row -> Map.entry(row.getString(1), new Load(row.getInt(2), row.getLong(3))), agents.toArray()).stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** @param agent who has it from now on; empty: it waits */
    public static void give(Connection connection, TicketId ticket, Optional<String> agent) throws SQLException {
        Optional<String> returned = Sql.first(connection, "select returned from ticket where number = ?", row -> Sql.text(row, "returned"),
            Rows.number(ticket)).orElse(Optional.empty());
        Sql.update(connection, "update ticket set agent = ? where number = ?", agent, Rows.number(ticket));
        if (agent.isEmpty()) {
            // It was taken away: nobody gave it back.
            Sql.update(connection, "update ticket set returned = ? where number = ?", returned, Rows.number(ticket));
        } else {
            Sql.update(connection, """
                insert into agent_load(agent, open, turn) select ?, 0, coalesce(max(turn), 0) + 1 from agent_load where true
                on conflict(agent) do update set turn = excluded.turn""", agent);
        }
    }

    /** Open tickets that go to the next tier, the longest due first. */
    public static List<TicketId> escalating(Connection connection, Instant now, int atMost) throws SQLException {
        return Sql.list(connection, "select number from ticket where state = 'open' and escalates <= ? order by escalates limit ?",
            row -> Rows.ticketId(row.getLong(1)), now, atMost);
    }

    /** @return which tier has it, and for how long */
    public static Level level(Connection connection, TicketId ticket) throws SQLException {
        return Sql.first(connection, "select tier, escalates from ticket where number = ?", row -> new Level(row.getInt(1), Sql.instant(row, "escalates")),
            Rows.number(ticket)).orElseThrow();
    }

    /** @param atLeast the priority that it is raised to, unless it is higher */
    public static void raise(Connection connection, TicketId ticket, Level level, Optional<Priority> atLeast) throws SQLException {
        Optional<Priority> now = Sql.first(connection, "select * from ticket where number = ?", Rows::ticket, Rows.number(ticket)).flatMap(Ticket::priority);
        Optional<Priority> priority = atLeast.filter(wanted -> now.filter(has -> has.compareTo(wanted) >= 0).isEmpty()).or(() -> now);
        Sql.update(connection, "update ticket set tier = ?, escalates = ?, priority = ? where number = ?", level.tier(), level.until(), priority,
            Rows.number(ticket));
    }

    public static void tell(Connection connection, TicketId ticket, Instant at, String kind, List<Reason> reasons) throws SQLException {
        Optional<Long> row = Sql.first(connection, "select id from ticket where number = ?", r -> r.getLong(1), Rows.number(ticket));
        if (row.isPresent()) {
            Rows.event(connection, row.get(), new TicketEvent(at, kind, "", Rows.spoken(reasons)));
        }
    }

    private static Queued queued(ResultSet row) throws SQLException {
        Ticket ticket = Rows.ticket(row);
        return new Queued(ticket.id(), ticket.team(), ticket.state() == Ticket.State.OPEN, new Job(ticket.topic().orElse(""), ticket.language(), ticket.tier(),
            ticket.deadline().orElse(NEVER), ticket.agent(), Sql.text(row, "returned")));
    }
}
