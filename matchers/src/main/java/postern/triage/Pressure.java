package postern.triage;

import java.time.Instant;
import java.util.Optional;

/**
 * What a ticket has gone through already, which makes a further mail of it more urgent.
 *
 * @param tier 1, or higher after the ticket was escalated
 * @param due when an answer is due, if it is the desk's turn
 * @param answered whether a person has answered it before
 * @param team id of the team that has it; empty until its first mail is decided
 */
public record Pressure(int tier, Optional<Instant> due, boolean answered, Optional<String> team) {
    /** Of a mail that opens its ticket. */
    public static final Pressure NONE = new Pressure(1, Optional.empty(), false, Optional.empty());
}
