package postern.replies;

import java.sql.Connection;
import java.sql.SQLException;
import postern.desk.Acknowledgements;
import postern.desk.Reason;

/** The memory of what was acknowledged, and the way out. Thread-safe. */
public interface Replies {
    /**
     * Lets an acknowledgement leave, once for its mail and within the budgets, as part of the caller's unit of work.
     *
     * @param connection of the unit of work
     * @return {@code safe} if it left now or before; otherwise the budget that stopped it
     */
    Reason release(Connection connection, Acknowledgement acknowledgement, Acknowledgements budget) throws SQLException;
}
