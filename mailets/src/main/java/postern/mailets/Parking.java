package postern.mailets;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import postern.desk.Desk;
import postern.desk.Reason;
import postern.desk.Team;
import postern.desk.Topic;
import postern.tickets.Placements;
import postern.tickets.Tickets;
import postern.triage.Assignment;
import postern.triage.Classification;
import postern.triage.Docket;
import postern.triage.Urgency;

/** Decides for a mail that cannot be decided: the fallback topic, its promise, the catch-all team. */
final class Parking {
    private Parking() {
    }

    static Docket of(Docket came, String trouble, Desk desk, Tickets tickets) {
        Reason reason = came.trouble().orElseGet(() -> Reason.of("flow-failed", trouble));
        // What was read may be what broke the flow: nothing is built on it any more.
        Docket bare = Docket.of(came.envelope()).withTrouble(reason);
        Docket placed = came.match().map(bare::with).orElseGet(() -> tickets.place(Placements.of(bare, desk)).match().map(bare::with).orElse(bare));
        Topic topic = desk.fallbackTopic();
        Team team = desk.catchAllTeam();
        Instant deadline = desk.calendarOf(team).after(came.envelope().receivedAt(), topic.promise().firstResponse());
        List<Reason> why = List.of();
        return placed.with(new Classification(topic, Map.of(), Optional.empty(), why)).with(new Urgency(topic.priority(), deadline, why))
            .with(new Assignment(team, Optional.empty(), why));
    }
}
