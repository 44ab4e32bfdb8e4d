package postern.mailets;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import postern.desk.Desk;
import postern.desk.Reason;
import postern.desk.Team;
import postern.desk.Topic;
import postern.store.StoreException;
import postern.tickets.Placements;
import postern.tickets.Tickets;
import postern.triage.Assignment;
import postern.triage.Classification;
import postern.triage.Docket;
import postern.triage.Match;
import postern.triage.Urgency;

/** Decides for a mail that cannot be decided: the fallback topic, its promise, the catch-all team. */
final class Parking {
    private static final Logger LOGGER = LoggerFactory.getLogger(Parking.class);

    private Parking() {
    }

    static Docket of(Docket came, String trouble, Desk desk, Tickets tickets) {
        Reason reason = came.trouble().orElseGet(() -> Reason.of("flow-failed", trouble));
        // What was read may be what broke the flow: nothing is built on it any more.
        Docket bare = Docket.of(came.envelope()).withTrouble(reason);
        Docket placed = came.match().or(() -> ticket(bare, desk, tickets)).map(bare::with).orElse(bare);
        Topic topic = desk.fallbackTopic();
        Team team = desk.catchAllTeam();
        Instant deadline = desk.calendarOf(team).after(came.envelope().receivedAt(), topic.promise().firstResponse());
        List<Reason> why = List.of();
        return placed.with(new Classification(topic, Map.of(), Optional.empty(), why)).with(new Urgency(topic.priority(), deadline, why))
            .with(new Assignment(team, Optional.empty(), why));
    }

    /** A mistake in the tickets must not keep the mail from people, too: then it lies there without one. */
    private static Optional<Match> ticket(Docket bare, Desk desk, Tickets tickets) {
        try {
            return tickets.place(Placements.of(bare, desk)).match();
        } catch (StoreException passing) {
            throw passing;
        } catch (RuntimeException mistake) {
            LOGGER.error("mail {} is parked without a ticket", bare.envelope().mail(), mistake);
            return Optional.empty();
        }
    }
}
