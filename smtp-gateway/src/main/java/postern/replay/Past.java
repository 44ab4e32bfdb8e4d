package postern.replay;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import postern.desk.TicketId;

/**
 * A mail of the past.
 *
 * @param name under which the gateway took it over, or its file's
 * @param at when it came; empty: as the mail tells
 * @param size about, in octets
 * @param content read by any thread, once
 */
public record Past(String name, Optional<Instant> at, long size, Content content) {
    /** How it came. @param login who was logged in */
    public record Way(String sender, List<String> recipients, Optional<String> login) {
        public Way {
            recipients = List.copyOf(recipients);
        }
    }

    /** Reads the mail when its turn comes. */
    @FunctionalInterface
    public interface Content {
        Came read() throws IOException;
    }

    /**
     * What came.
     *
     * @param way sender and recipients; empty: as the mail tells
     * @param octets as the flow got them, with the lines that the edge wrote above the mail
     */
    public record Came(Optional<Way> way, byte[] octets, Known known) {
    }

    /**
     * What is known of what became of it.
     *
     * @param ticket it belongs to
     * @param reasons that were written down when it was decided
     * @param answered when an agent answered its ticket, or one that goes on as one with it, after it
     * @param moved team to which people brought its ticket at last; empty if they left it where the gateway brought it
     */
    public record Known(Optional<TicketId> ticket, Optional<String> reasons, Optional<Instant> answered, Optional<String> moved) {
        static final Known NOTHING = new Known(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
