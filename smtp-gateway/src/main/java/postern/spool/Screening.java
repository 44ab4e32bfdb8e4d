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

    /**
     * {@link #of} by whoever also changes what is taken over, such as filling the fields of a template (RFC 6409 §8).
     *
     * @return the mail as it is taken over, and the question about it
     */
    default Screened screened(Arrival arrival) {
        return new Screened(arrival, of(arrival));
    }

    /** A mail and the question about it. */
    record Screened(Arrival arrival, Work<Optional<Refusal>> question) {
    }
}
