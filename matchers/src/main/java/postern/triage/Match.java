package postern.triage;

import java.util.List;
import postern.desk.Reason;
import postern.desk.TicketId;

/** Which ticket a mail belongs to. */
public sealed interface Match {
    TicketId ticket();

    List<Reason> reasons();

    /** A ticket that this mail opened. */
    record Opened(TicketId ticket, List<Reason> reasons) implements Match {
    }

    /**
     * A further mail of an open ticket.
     *
     * @param chasers how often the customer asked again without an answer in between, this mail included
     */
    record Joined(TicketId ticket, List<Reason> reasons, int chasers) implements Match {
    }

    /** The same mail once more: delivered twice, or to several of our addresses. It makes nothing new. */
    record Twin(TicketId ticket, List<Reason> reasons) implements Match {
    }
}
