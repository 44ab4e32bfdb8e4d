package postern.tickets;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.desk.Priority;
import postern.desk.Reason;
import postern.desk.Team;
import postern.triage.Assignment;
import postern.triage.Classification;
import postern.triage.Level;
import postern.triage.Pressure;
import postern.triage.Urgency;

/** What goes on as it was when a mail joins a ticket: its topic, its people, and a clock that already runs. */
public final class Continuation {
    private Continuation() {
    }

    /** @return the ticket's topic; empty if the desk has it no longer */
    public static Optional<Classification> topic(Ticket ticket, Desk desk) {
        return ticket.topic().map(desk.topics()::get)
            .map(topic -> new Classification(topic, Map.of(), Optional.empty(), List.of(Reason.of("topic-of-ticket", topic.id()))));
    }

    /**
     * @param receivedAt when the further mail came: a clock that stopped begins anew
     * @return the ticket's team, and its agent while that one is in the team; empty if the desk has the team no longer
     */
    public static Optional<Assignment> people(Ticket ticket, Desk desk, Instant receivedAt) {
        return ticket.team().map(desk.teams()::get).map(team -> {
            Optional<Agent> agent = ticket.agent().filter(team.members()::contains).map(desk.agents()::get);
            List<Reason> reasons = new ArrayList<>(List.of(Reason.of("team-of-ticket", team.id())));
            agent.ifPresent(kept -> reasons.add(Reason.of("agent-of-ticket", kept.id())));
            return new Assignment(team, agent, Level.of(ticket.tier(), team, desk.calendarOf(team), receivedAt), reasons);
        });
    }

    /** A machine's mail moves no clock: it shows the one that runs, if one does. */
    public static Optional<Urgency> running(Ticket ticket) {
        return ticket.state() != Ticket.State.OPEN || ticket.priority().isEmpty() ? Optional.empty()
            : ticket.deadline().map(deadline -> new Urgency(ticket.priority().get(), deadline, List.of(Reason.of("clock-of-ticket"))));
    }

    /** What the ticket went through before a further mail of it. */
    public static Pressure pressure(Ticket ticket) {
        return new Pressure(ticket.tier(), ticket.state() == Ticket.State.OPEN ? ticket.deadline() : Optional.empty(),
            ticket.answered().isPresent(), ticket.team());
    }

    /** Asking again never gains the desk time: the earlier deadline and the higher priority hold. */
    public static Urgency again(Ticket ticket, Urgency now) {
        Optional<Urgency> running = running(ticket);
        if (running.isEmpty()) {
            return now;
        }
        Instant earlier = running.get().deadline().isBefore(now.deadline()) ? running.get().deadline() : now.deadline();
        Priority higher = running.get().priority().compareTo(now.priority()) > 0 ? running.get().priority() : now.priority();
        List<Reason> reasons = new ArrayList<>(now.reasons());
        if (!earlier.equals(now.deadline())) {
            reasons.addAll(running.get().reasons());
        }
        return new Urgency(higher, earlier, reasons);
    }

    /** Where a machine's mail without a ticket goes: people of the catch-all team see it. */
    public static Assignment apart(Desk desk) {
        Team team = desk.catchAllTeam();
        return new Assignment(team, Optional.empty(), List.of(Reason.of("no-ticket")));
    }
}
