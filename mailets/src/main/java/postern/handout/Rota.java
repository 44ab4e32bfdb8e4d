package postern.handout;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
import postern.store.Store;
import postern.tickets.Queues;
import postern.tickets.Queues.Queued;
import postern.triage.Assignment;
import postern.triage.Docket;
import postern.triage.Level;
import postern.triage.Match;
import postern.triage.Staffing;
import postern.triage.Workforce;
import postern.triage.Workforce.Job;

/** Gives tickets to agents: new ones as they come, waiting ones as agents become free, neglected ones to the next tier. Thread-safe. */
@Singleton
public final class Rota {
    private static final int AT_ONCE = 100;
    /** So many that wait for somebody who is not there do not keep others waiting. */
    private static final int LOOKED_THROUGH = 1_000;

    private final Store store;
    private final Acts acts;
    private final Provider<Desk> desk;
    private final Clock clock;
    private final Attendance attendance;

    @Inject
    public Rota(Store store, Acts acts, Provider<Desk> desk, Clock clock, Attendance attendance) {
        this.store = store;
        this.acts = acts;
        this.desk = desk;
        this.clock = clock;
        this.attendance = attendance;
    }

    /**
     * Finds an agent for a ticket whose mail is in the flow, and writes that down at once: a mail that comes a moment later sees it.
     *
     * @param docket with ticket, topic and urgency decided
     * @param chosen its team and, of a further mail, who has the ticket
     * @return with the agent who has the ticket now; unchanged if the team's agents take tickets by themselves
     */
    public Assignment hand(Docket docket, Assignment chosen) {
        if (chosen.team().handout() != Handout.AUTO || docket.match().isEmpty() || docket.urgency().isEmpty()) {
            return chosen;
        }
        TicketId ticket = docket.match().get().ticket();
        Staffing.Pick pick = store.writeAndWait(connection -> {
            Queued held = Queues.find(connection, ticket).orElseThrow(() -> new SQLException("ticket " + ticket + " vanished"));
            Job job = new Job(docket.classification().orElseThrow().topic().id(), held.job().language(), chosen.level().tier(),
                docket.urgency().get().deadline(), held.job().worker(), held.job().returned());
            boolean again = docket.match().get() instanceof Match.Opened && held.team().isPresent();
            if (again || Queues.isDecided(connection, docket.envelope().mail())) {
                // The mail was here before; since then people may have changed whose the ticket is.
                return new Staffing.Pick(job.worker().map(desk.get().agents()::get), List.of());
            }
            Staffing.Pick made = staffing(connection, chosen.team(), clock.instant()).pick(job);
            if (!made.agent().map(Agent::id).equals(job.worker())) {
                Queues.give(connection, ticket, made.agent().map(Agent::id));
            }
            return made;
        });
        return new Assignment(chosen.team(), pick.agent(), chosen.level(), Stream.concat(chosen.reasons().stream(), pick.reasons().stream()).distinct().toList());
    }

    /** One round: what lay too long goes up, then what waits goes to whoever is free. One thread at a time. */
    public void round() {
        Desk now = desk.get();
        Instant moment = clock.instant();
        for (TicketId ticket : store.read(connection -> Queues.escalating(connection, moment, AT_ONCE))) {
            store.writeAndWait(connection -> escalate(connection, ticket, now, moment)).run();
        }
        now.teams().values().stream().filter(team -> team.handout() == Handout.AUTO).forEach(team -> {
            // Looked up aside, so that a queue for which nobody is there costs no writing.
            for (Queued queued : store.read(connection -> movable(connection, team, moment))) {
                store.writeAndWait(connection -> move(connection, queued, team, moment)).run();
            }
        });
    }

    /** What waits and could go to somebody; then what lies with somebody who is away for too long. */
    private List<Queued> movable(Connection connection, Team team, Instant now) throws SQLException {
        Team attending = attending(team);
        Staffing staffing = new Staffing(desk.get(), attending, new Workforce(Queues.loads(connection, attending.members()), List.of()), now);
        List<Queued> movable = new ArrayList<>();
        for (Queued queued : Queues.waiting(connection, team.id(), LOOKED_THROUGH)) {
            if (movable.size() < AT_ONCE && staffing.pick(queued.job()).agent().isPresent() && !acts.isAside(connection, queued.ticket())) {
                movable.add(queued);
            }
        }
        for (String agent : staffing.absent()) {
            Queues.heldBy(connection, agent, team.id(), AT_ONCE).stream().filter(queued -> !staffing.keeps(queued.job())).forEach(movable::add);
        }
        return movable;
    }

    /** Asked again in the unit of work that writes: since the look it may have been given, closed or taken by hand, or be on its way. */
    private Runnable move(Connection connection, Queued seen, Team team, Instant now) throws SQLException {
        Optional<Queued> still = Queues.find(connection, seen.ticket()).filter(queued -> queued.isLike(seen));
        boolean away = seen.job().worker().isEmpty() && acts.isAside(connection, seen.ticket());
        if (still.isEmpty() || away || acts.isInHand(connection, seen.ticket())) {
            return () -> { };
        }
        Job job = still.get().job();
        Staffing.Pick pick = staffing(connection, team, now).pick(job);
        Optional<String> agent = pick.agent().map(Agent::id);
        if (agent.equals(job.worker())) {
            return () -> { };
        }
        Queues.give(connection, seen.ticket(), agent);
        Queues.tell(connection, seen.ticket(), now, "assigned", pick.reasons());
        // Whoever put it out of sight does not come to look after it.
        return job.worker().isPresent() ? acts.show(connection, seen.ticket(), Acts.GATEWAY, now) : acts.follow(connection, seen.ticket());
    }

    private Staffing staffing(Connection connection, Team whole, Instant now) throws SQLException {
        Team team = attending(whole);
        List<Job> waiting = Queues.waiting(connection, team.id(), AT_ONCE).stream().map(Queued::job).toList();
        return new Staffing(desk.get(), team, new Workforce(Queues.loads(connection, team.members()), waiting), now);
    }

    /** Who cannot log in is given nothing. */
    private Team attending(Team team) {
        Set<String> disabled = attendance.disabled();
        return disabled.isEmpty() ? team : new Team(team.id(), team.names(), team.folder(), team.calendar(), team.address(), team.members().stream()
            .filter(id -> !disabled.contains(desk.get().agents().get(id).login().toLowerCase(Locale.ROOT))).toList(), team.handout(), team.escalation());
    }

    /** To the next tier: to an agent of it, or into the team's folder for one to take. Without such agents it stays with who has it. */
    private Runnable escalate(Connection connection, TicketId ticket, Desk current, Instant now) throws SQLException {
        Optional<Queued> queued = Queues.find(connection, ticket).filter(Queued::open);
        if (queued.isEmpty() || acts.isInHand(connection, ticket)) {
            return () -> { };
        }
        Optional<Team> team = queued.flatMap(Queued::team).map(current.teams()::get);
        if (team.isEmpty()) {
            Queues.raise(connection, ticket, new Level(queued.get().job().tier(), Optional.empty()), Optional.empty());
            return () -> { };
        }
        Job before = queued.get().job();
        int tier = before.tier() + 1;
        List<Reason> reasons = new ArrayList<>(List.of(Reason.of("escalated", "tier " + tier)));
        boolean staffed = team.get().members().stream().map(current.agents()::get).anyMatch(agent -> agent != null && agent.tier() >= tier);
        Optional<String> kept = before.worker().filter(id -> !staffed || current.agents().containsKey(id) && current.agents().get(id).tier() >= tier);
        Optional<String> agent = kept;
        if (!staffed) {
            reasons.add(Reason.of("no-agent-of-tier", Integer.toString(tier)));
        } else if (team.get().handout() == Handout.AUTO) {
            Staffing.Pick pick = staffing(connection, team.get(), now)
                .pick(new Job(before.topic(), before.language(), tier, before.deadline(), kept, before.returned()));
            reasons.addAll(pick.reasons());
            agent = pick.agent().map(Agent::id);
        }
        if (!agent.equals(before.worker())) {
            Queues.give(connection, ticket, agent);
        }
        Queues.raise(connection, ticket, Level.of(tier, team.get(), current.calendarOf(team.get()), now), Level.atLeast(tier));
        Queues.tell(connection, ticket, now, "escalated", reasons);
        return acts.show(connection, ticket, Acts.GATEWAY, now);
    }
}
