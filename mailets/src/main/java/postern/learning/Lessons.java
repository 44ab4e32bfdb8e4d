package postern.learning;

import java.time.Instant;
import java.util.List;
import postern.desk.TicketId;
import postern.triage.model.Example;

/** What agents put right. Thread-safe. */
public interface Lessons {
    /** @return what is to be learned from, newest first */
    List<Example> examples(int atMost);

    /** @return how many were taught after an instant */
    int since(Instant instant);

    /** Forgets what was learned from a ticket; models trained before may still know it. */
    void forget(TicketId ticket);
}
