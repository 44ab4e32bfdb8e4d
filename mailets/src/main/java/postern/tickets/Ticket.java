package postern.tickets;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import postern.desk.Priority;
import postern.desk.TicketId;

/**
 * A ticket as it stands.
 *
 * @param customer address that opened it, empty if nobody said who they are
 * @param subject of the first mail
 * @param language of the first mail, BCP 47
 * @param topic id of the topic; empty until the first mail is decided
 * @param team id of the team; empty until the first mail is decided
 * @param deadline of what is due next, an answer or the end of it; empty if nothing is
 * @param answered when an agent last answered
 * @param chasers mails of the customer since the question that nobody has answered
 * @param tier which has it: 1, or higher after it was escalated
 */
public record Ticket(TicketId id, State state, String customer, String subject, String language, Optional<String> topic,
                     Optional<String> team, Optional<String> agent, Optional<Priority> priority, Optional<Instant> deadline,
                     Instant opened, Optional<Instant> answered, Optional<Instant> closed, int chasers, int tier) {
    /** Whose turn it is. */
    public enum State {
        /** The desk's: the clock runs. */
        OPEN,
        /** The customer's. */
        WAITING,
        /** Nobody's. */
        DONE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}
