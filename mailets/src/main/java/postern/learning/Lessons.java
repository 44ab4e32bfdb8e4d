package postern.learning;

import java.time.Instant;
import java.util.List;
import postern.desk.TicketId;

/** What agents put right, once for each ticket: the last word counts. Thread-safe. */
public interface Lessons {
    /** @return newest first */
    List<Lesson> newest(int atMost);

    /** @return how many were taught after an instant */
    int since(Instant instant);

    /** Forgets what was learned from a ticket; models trained before may still know it. */
    void forget(TicketId ticket);
}
