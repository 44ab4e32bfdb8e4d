package postern.triage;

import java.util.List;
import java.util.Optional;
import postern.desk.Reason;
import postern.desk.TicketId;

/** Where a mail belongs, before anything is written. */
public sealed interface Choice {
    List<Reason> reasons();

    /** @param participant false if the sender only showed a signed id: the mail is kept, the sender gets no say in the ticket */
    record Join(TicketId ticket, boolean participant, List<Reason> reasons) implements Choice {
    }

    /** @param predecessor the ticket that cannot go on with this mail: silent for too long, or not open and the mail a stranger's */
    record Open(Optional<TicketId> predecessor, List<Reason> reasons) implements Choice {
    }

    /** A machine's mail that belongs to no ticket: people see it, no clock runs. */
    record Apart(List<Reason> reasons) implements Choice {
    }
}
