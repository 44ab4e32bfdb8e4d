package postern.tickets;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import postern.desk.TicketPolicy;
import postern.letter.Origin;
import postern.triage.Clues;

/**
 * A mail that looks for its ticket.
 *
 * @param mail name of the mail, the key of everything that happens for it
 * @param fingerprint of what makes the mail this mail and no other; empty if nothing tells a second copy from a second question
 * @param messageId with angle brackets
 * @param customer canonical address of the sender, may be empty
 * @param participants canonical addresses that may go on with the ticket if this mail opens it
 * @param thanks whether its text says thank you, and nothing else
 */
public record Placement(String mail, Instant receivedAt, Optional<Fingerprint> fingerprint, Optional<String> messageId, Clues clues,
                        String customer, List<String> participants, String subject, String language, TicketPolicy policy, boolean thanks) {
    public Placement {
        participants = List.copyOf(participants);
    }

    /** @return the customer whose earlier tickets may say the same: a person outside who wrote something to compare */
    Optional<String> comparable() {
        boolean says = clues.origin() == Origin.CUSTOMER && (!clues.gist().orders().isEmpty() || clues.gist().sketch().isPresent());
        return Optional.of(customer).filter(address -> says && participants.contains(address));
    }
}
