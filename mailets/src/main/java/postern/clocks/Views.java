package postern.clocks;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;
import postern.desk.TicketId;

/** Folders that show tickets besides the place where they lie. */
public interface Views {
    /** A view of the desk. */
    enum View { DUE_SOON, OVERDUE }

    /** @return the tickets that a view shows now */
    Set<TicketId> shown(View view);

    /**
     * Shows some tickets, each by the customer's last mail, and some no more. Part of a unit of work of the caller's; what is so already
     * stays as it is.
     *
     * @return tells waiting clients; run it after the commit
     */
    Runnable change(Connection connection, View view, Collection<TicketId> more, Collection<TicketId> less) throws SQLException;
}
