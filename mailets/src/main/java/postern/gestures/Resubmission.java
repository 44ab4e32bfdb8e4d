package postern.gestures;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** The spool as the place where an answer that was held back goes its way. */
public interface Resubmission {
    /**
     * Leaves the answer in the spool as its writer's submission, as part of the caller's unit of work. A name that the spool has seen
     * changes nothing.
     *
     * @param name under which it goes, another one than it came under
     * @param octets as they were submitted
     */
    void submit(Connection connection, GivenAnswers.Held held, String name, byte[] octets, Instant at) throws SQLException;
}
