package postern.spool;

import java.util.Optional;
import postern.edge.Arrival;
import postern.edge.Refusal;
import postern.store.Work;

/** Whether a mail that an agent submits may leave: decided in the unit of work that takes it over, so that of two at once one is first. */
public interface Screening {
    /** Takes everything. */
    Screening NONE = arrival -> connection -> Optional.empty();

    /**
     * Called by a session's thread for each submitted mail; reads and hashes what it needs.
     *
     * @return the question for the unit of work; its refusal keeps the mail out, what else it writes stays
     */
    Work<Optional<Refusal>> of(Arrival arrival);
}
