package postern.keeping;

import java.util.Set;
import postern.desk.TicketId;

/** Finds the tickets that a query of {@code postern search} matches. Thread-safe. */
@FunctionalInterface
public interface TicketSearch {
    /**
     * Waits for no index: mails that it does not know yet are read.
     *
     * @param query that was read without a mistake when it came
     * @return the tickets of all mails that match now
     */
    Set<TicketId> tickets(String query);
}
