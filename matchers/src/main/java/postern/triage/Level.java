package postern.triage;

import java.time.Instant;
import java.util.Optional;
import postern.desk.Priority;
import postern.desk.Team;
import postern.desk.WorkCalendar;

/**
 * Which tier has a ticket, and for how long.
 *
 * @param tier 1 first line, 2 specialists, 3 experts
 * @param until when it goes to the next tier, if nobody has answered; empty if it does not
 */
public record Level(int tier, Optional<Instant> until) {
    static final Level FIRST = new Level(1, Optional.empty());

    /** @param from when the tier gets it */
    public static Level of(int tier, Team team, WorkCalendar calendar, Instant from) {
        return new Level(tier, team.escalation().from(tier).map(stay -> calendar.after(from, stay)));
    }

    /** @return the priority that tickets of a tier have at least; empty for the first */
    public static Optional<Priority> atLeast(int tier) {
        return tier < 2 ? Optional.empty() : Optional.of(tier == 2 ? Priority.HIGH : Priority.URGENT);
    }
}
