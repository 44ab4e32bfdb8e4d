package postern.replies;

import java.util.List;
import java.util.Optional;
import postern.desk.TicketId;

/** The mails of tickets as they came. */
public interface Originals {
    /** @param messageIds with angle brackets, the nearest first @return the first of them that belongs to the ticket, whole */
    Optional<byte[]> original(TicketId ticket, List<String> messageIds);
}
