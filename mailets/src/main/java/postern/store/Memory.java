package postern.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Predicate;

/** What was done for mails, remembered so that it is not done again, and forgotten when the mails cannot come again. */
public interface Memory {
    /** In one word, for the metric. */
    String word();

    /**
     * Looks at some rows, other ones each time, and forgets those of no use. Called now and then by one thread, in a unit of work.
     *
     * @param mayComeAgain whether the flow may still run for a mail of this name
     * @param atMost rows to look at
     * @return how many it forgot
     */
    int forget(Connection connection, Instant now, Predicate<String> mayComeAgain, int atMost) throws SQLException;
}
