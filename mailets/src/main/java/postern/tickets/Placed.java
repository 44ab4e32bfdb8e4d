package postern.tickets;

import java.util.Optional;
import postern.triage.Match;

/**
 * Where a mail found its place: a match with its ticket, or neither for a machine's mail that belongs to no ticket.
 *
 * @param ticket as it stood when the mail came, topic and team empty if the mail opened it
 */
public record Placed(Optional<Match> match, Optional<Ticket> ticket) {
    static final Placed APART = new Placed(Optional.empty(), Optional.empty());
}
