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

    /** Of a home where no gateway has run yet. */
    static Lessons none() {
        return new Lessons() {
            @Override
            public List<Lesson> newest(int atMost) {
                return List.of();
            }

            @Override
            public int since(Instant instant) {
                return 0;
            }

            @Override
            public void forget(TicketId ticket) {
                // Nothing was learned.
            }
        };
    }
}
