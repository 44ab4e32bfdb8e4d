package postern.triage;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import postern.desk.TicketId;

/**
 * What is known of the tickets that a mail's clues point to.
 *
 * @param byReference Message-IDs of mails on a ticket of which one of the senders is a participant
 * @param tickets those tickets and the ones that were signed or tagged, as far as they exist
 */
public record Known(Map<String, TicketId> byReference, Map<TicketId, Standing> tickets) {
    /**
     * @param participant whether one of the mail's senders is a participant of the ticket
     * @param silentSince its last news, if it is not the desk's turn; a ticket that waits for the desk never grows old
     */
    public record Standing(boolean participant, Optional<Instant> silentSince) {
    }

    public Known {
        byReference = Map.copyOf(byReference);
        tickets = Map.copyOf(tickets);
    }
}
