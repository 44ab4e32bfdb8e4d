package postern.replies;

import java.time.Instant;
import java.util.Optional;
import postern.desk.TicketId;

/**
 * An acknowledgement, ready to leave.
 *
 * @param mail name of the mail that it acknowledges
 * @param to canonical envelope sender of that mail
 * @param event what it is to the ticket
 * @param message whole message, lines ended by CR LF
 * @param told the time that it names, if it does
 */
public record Acknowledgement(String mail, TicketId ticket, String to, Instant at, String event, byte[] message,
                              Optional<ToldPromise> told) {
    static final String CONFIRMS = "acknowledged";
    static final String ANSWERS = "answered-automatically";
    static final String MISSED = "promise-missed";

    public Acknowledgement(String mail, TicketId ticket, String to, Instant at, byte[] message) {
        this(mail, ticket, to, at, CONFIRMS, message, Optional.empty());
    }

    String domain() {
        return domain(to);
    }

    static String domain(String address) {
        return address.substring(address.lastIndexOf('@') + 1);
    }
}
