package postern.replies;

import postern.desk.Acknowledgements;
import postern.desk.Reason;

/** The memory of what was acknowledged, and the way out. Thread-safe. */
public interface Replies {
    /**
     * Lets an acknowledgement leave, once for its mail and within the budgets. Returns after the commit.
     *
     * @return {@code safe} if it left now or before; otherwise the budget that stopped it
     * @throws postern.store.StoreException passing trouble: the spool tries again
     */
    Reason release(Acknowledgement acknowledgement, Acknowledgements budget);
}
