package postern.keeping;

import java.time.Instant;
import java.util.Optional;
import postern.desk.TicketId;

/**
 * Something that must be kept until somebody says otherwise, whatever its age and whoever asks for its erasure.
 *
 * @param by who put it on, as that person was named
 * @param lifted when it ended and by whom
 */
public record Hold(long id, Scope scope, String reason, String by, Instant at, Optional<Lifted> lifted) {
    public Hold {
        if (reason.isBlank() || by.isBlank()) {
            throw new IllegalArgumentException("a hold needs a reason and a name");
        }
    }

    public record Lifted(Instant at, String by, String reason) {
    }

    /** What is held. */
    public sealed interface Scope {
        /** One ticket with all its mails. */
        record OneTicket(TicketId ticket) implements Scope {
        }

        /** All tickets of a person and those that the person takes part in. */
        record Person(String address) implements Scope {
        }

        /** All tickets with a mail that a query matches: those of now, and those that match later; also when they no longer match. */
        record Query(String query) implements Scope {
        }

        /** All tickets of a topic that were opened from one instant to before another. */
        record Topic(String topic, Instant from, Instant until) implements Scope {
            public Topic {
                if (!from.isBefore(until)) {
                    throw new IllegalArgumentException("the period ends before it begins");
                }
            }
        }
    }
}
