package postern.learning;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import postern.desk.TicketId;

/** The mails that opened tickets, as the mailbox keeps them. */
public interface Openings {
    /** @return octets of a ticket's first mail; empty if it is gone or too large to learn from */
    Optional<byte[]> opening(Connection connection, TicketId ticket) throws SQLException;
}
