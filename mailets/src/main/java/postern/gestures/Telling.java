package postern.gestures;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import postern.desk.TicketId;

/** Says something to an agent by mail, as part of a caller's unit of work. */
@FunctionalInterface
public interface Telling {
    /**
     * @param name unique name of the notice
     * @param login of the agent
     * @param ticket that a reply is about
     * @param replyTo the order of the control address that a reply goes to, such as {@code note}
     */
    record Word(String name, String login, TicketId ticket, String subject, String text, Optional<String> replyTo, Instant at) {
    }

    void tell(Connection connection, Word word) throws SQLException;
}
