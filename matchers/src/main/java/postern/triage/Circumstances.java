package postern.triage;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known around a mail, and rules may ask.
 *
 * @param bytes octets of the whole mail, if known
 * @param ticketOpened when the ticket was opened that the mail belongs to, if it is a further mail of one
 */
public record Circumstances(Optional<Long> bytes, Optional<Instant> ticketOpened) {
    public static Circumstances unknown() {
        return new Circumstances(Optional.empty(), Optional.empty());
    }
}
