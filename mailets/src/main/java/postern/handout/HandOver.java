package postern.handout;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.inject.Singleton;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.desk.Handout;
import postern.desk.Reason;
import postern.desk.Team;
import postern.desk.TicketId;
import postern.gestures.Acts;
import postern.store.Schema;
import postern.store.Store;
import postern.tickets.Queues;
import postern.tickets.Queues.Queued;
import postern.tickets.Sql;
import postern.triage.Staffing;
import postern.triage.Workforce;

/**
 * Lets nothing lie with somebody who does not come: open tickets of agents who left the desk or their team, or whose account is disabled, go
 * back to the team, and with teams that take tickets by themselves also those that have no time until an absent agent is back. By order all
 * of an agent's tickets that are not done go to a colleague. One thread at a time.
 */
@Singleton
public final class HandOver {
    private static final Schema SCHEMA = new Schema("handover", List.of("create table handover (agent text primary key, successor text) without rowid;"));
    private static final int AT_ONCE = 100;

    private final Store store;
    private final Acts acts;
    private final Provider<Desk> desk;
    private final Clock clock;
    private final Attendance attendance;
    /** With whom all was well at the last look. */
    private State seen;

    @Inject
    public HandOver(Store store, Acts acts, Provider<Desk> desk, Clock clock, Attendance attendance) {
        store.migrate(SCHEMA);
        this.store = store;
        this.acts = acts;
        this.desk = desk;
        this.clock = clock;
        this.attendance = attendance;
    }

    private record State(Desk desk, Set<String> disabled) {
        /** @return whether somebody works in a team; without one, in any */
        boolean has(String id, Optional<String> team) {
            Optional<Agent> agent = Optional.ofNullable(desk.agents().get(id)).filter(one -> !disabled.contains(one.login().toLowerCase(Locale.ROOT)));
            return agent.isPresent() && team.map(desk.teams()::get).filter(one -> !one.members().contains(id)).isEmpty();
        }
    }

    /** A ticket with somebody who should not have it. */
    private record Misplaced(TicketId ticket, String agent) {
    }

    /** Asks for all tickets of an agent to be handed over, by a gateway that runs now or later. @param successor empty: back to their teams */
    public static void ask(Store store, String agent, Optional<String> successor) {
        store.migrate(SCHEMA);
        store.writeAndWait(connection -> Sql.update(connection, "insert or replace into handover values (?, ?)", agent, successor));
    }

    public void round() {
        State now = new State(desk.get(), attendance.disabled());
        for (String agent : store.read(connection -> Sql.list(connection, "select agent from handover", row -> row.getString(1)))) {
            obey(agent, now);
        }
        if (now.equals(seen)) {
            // A ticket that waited for its customer may come back to one who is gone.
            store.read(connection -> Queues.carriers(connection)).stream().filter(agent -> !now.has(agent, Optional.empty())).forEach(agent -> clear(agent, now));
        } else {
            store.read(connection -> Queues.carriers(connection)).forEach(agent -> clear(agent, now));
            seen = now;
        }
        now.desk().teams().values().stream().filter(team -> team.handout() != Handout.AUTO).forEach(this::relieve);
    }

    private void obey(String agent, State now) {
        Optional<String> successor = store.read(connection -> Sql.first(connection, "select successor from handover where agent = ?",
            row -> Optional.ofNullable(row.getString(1)), agent)).flatMap(found -> found);
        List<Queued> all = store.read(connection -> Queues.with(connection, agent, AT_ONCE));
        for (Queued ticket : all) {
            Optional<String> to = successor.filter(id -> now.has(id, ticket.team()) && !id.equals(agent));
            give(new Misplaced(ticket.ticket(), agent), to, Reason.of("handed-over", agent));
        }
        if (all.size() < AT_ONCE) {
            store.writeAndWait(connection -> Sql.update(connection, "delete from handover where agent = ?", agent));
        }
    }

    private void clear(String agent, State now) {
        List<Queued> open = store.read(connection -> Queues.openWith(connection, agent));
        open.stream().filter(ticket -> !now.has(agent, ticket.team()))
            .forEach(ticket -> give(new Misplaced(ticket.ticket(), agent), Optional.empty(), Reason.of("agent-gone", agent)));
    }

    /** Of a team whose agents take tickets by themselves: nobody would notice what lies with one who is away. */
    private void relieve(Team team) {
        Instant moment = clock.instant();
        Staffing staffing = new Staffing(desk.get(), team, new Workforce(Map.of(), List.of()), moment);
        for (String agent : staffing.absent()) {
            store.read(connection -> Queues.heldBy(connection, agent, team.id(), AT_ONCE)).stream().filter(ticket -> !staffing.keeps(ticket.job()))
                .forEach(ticket -> give(new Misplaced(ticket.ticket(), agent), Optional.empty(), Reason.of("agent-away", agent)));
        }
    }

    /** Asked again in the unit of work that writes: since the look somebody may have taken it. */
    private void give(Misplaced misplaced, Optional<String> to, Reason reason) {
        store.writeAndWait(connection -> give(connection, misplaced, to, reason)).run();
    }

    private Runnable give(Connection connection, Misplaced misplaced, Optional<String> to, Reason reason) throws SQLException {
        Optional<Queued> still = Queues.find(connection, misplaced.ticket()).filter(ticket -> ticket.job().worker().equals(Optional.of(misplaced.agent())));
        if (still.isEmpty()) {
            return () -> { };
        }
        Queues.give(connection, misplaced.ticket(), to);
        Instant now = clock.instant();
        Queues.tell(connection, misplaced.ticket(), now, "handed-over", List.of(reason));
        return still.get().open() ? acts.show(connection, misplaced.ticket(), Acts.GATEWAY, now) : acts.follow(connection, misplaced.ticket());
    }
}
