package postern.keeping;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import postern.desk.TicketId;
import postern.masking.Traces;

/**
 * What is known of a person when an erasure begins.
 *
 * @param own mails of the person and to the person alone, which go
 * @param tickets of the person that no hold keeps
 * @param held tickets under a hold, whose mails stay as they are
 * @param traces by which other people's mail is looked through
 * @param kept by hold, what it keeps, in a line
 * @param doubts what cannot be said for sure, a line each
 */
record Findings(Collection<Long> own, Set<TicketId> tickets, Set<TicketId> held, Traces traces, Map<Long, String> kept, List<String> doubts) {
}
