package postern.replies;

import java.time.Instant;
import postern.desk.TicketId;

/**
 * An acknowledgement, ready to leave.
 *
 * @param mail name of the mail that it acknowledges
 * @param to canonical envelope sender of that mail
 * @param message whole message, lines ended by CR LF
 */
public record Acknowledgement(String mail, TicketId ticket, String to, Instant at, byte[] message) {
    String domain() {
        return to.substring(to.lastIndexOf('@') + 1);
    }
}
