package postern.keeping;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import postern.desk.TicketId;

/** The mails of all folders, for those who take them away for good. Message ids name them. */
public interface KeptMails {
    /** @return mails of a ticket, oldest first */
    List<Long> of(Connection connection, TicketId ticket, int atMost) throws SQLException;

    /**
     * Takes mails out of all folders, and what is stored of them with them; their bodies go when nobody else has them. Part of a unit of
     * work of the caller's.
     *
     * @return tells waiting clients; call it after the commit
     */
    Runnable remove(Connection connection, List<Long> mails) throws SQLException;
}
