package postern.triage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import postern.desk.TicketId;

/**
 * What is known of the tickets that a mail's clues point to.
 *
 * @param byReference Message-IDs of mails on a ticket of which one of the senders is a participant
 * @param tickets those tickets and the ones that were signed, tagged or the customer's, as far as they exist
 * @param ofCustomer the customer's own tickets of late, newest first; a few
 */
public record Known(Map<String, TicketId> byReference, Map<TicketId, Standing> tickets, List<TicketId> ofCustomer) {
    public static final Known NOTHING = new Known(Map.of(), Map.of(), List.of());

    /**
     * @param participant whether one of the mail's senders is a participant of the ticket
     * @param proven whether the one who opened it had proven to be who they are
     * @param done whether it is nobody's turn any more
     * @param silentSince its last news, if it is not the desk's turn; a ticket that waits for the desk never grows old
     */
    public record Standing(boolean participant, boolean proven, boolean done, Instant opened, Optional<Instant> silentSince, Gist gist) {
    }

    public Known {
        byReference = Map.copyOf(byReference);
        tickets = Map.copyOf(tickets);
        ofCustomer = List.copyOf(ofCustomer);
    }
}
