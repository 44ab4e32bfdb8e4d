package postern.mailbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.mailbox.model.MessageId;
import postern.store.Store;

/**
 * Gives message ids that grow with time, so that new rows are appended to the table, and that are never given twice, also
 * when the clock was set back between two starts. Thread-safe.
 */
@Singleton
public final class SqlMessageIds implements MessageId.Factory {
    /** Ids a millisecond before the next one's are borrowed. */
    private static final int BITS = 20;
    /** Between two ids of one moment there is room for mails that take the place of others. */
    private static final int STEP = 64;

    private final AtomicLong last;
    private final Clock clock;

    @Inject
    public SqlMessageIds(Store store, Clock clock) {
        store.migrate(MailboxTables.SCHEMA);
        this.clock = clock;
        this.last = new AtomicLong(store.read(connection ->
            Sql.one(connection, "SELECT coalesce(max(id), 0) FROM mailbox_mail", row -> row.getLong(1)).orElseThrow()));
    }

    /** @return the smallest id that is given at this time */
    static long first(Instant time) {
        return time.toEpochMilli() << BITS;
    }

    @Override
    public SqlMessageId generate() {
        long now = clock.millis() << BITS;
        return new SqlMessageId(last.updateAndGet(previous -> Math.max(previous + STEP, now)));
    }

    /**
     * An id that sorts where this one does, for a mail that takes its place: below it, and above that of the mail before it where there is room,
     * as there is between all that {@link #generate} gives. Part of a unit of work.
     */
    static long inPlaceOf(Connection connection, long mail) throws SQLException {
        long free = mail - 1;
        while (Sql.one(connection, "SELECT 1 FROM mailbox_mail WHERE id = ?", row -> true, free).isPresent()) {
            free--;
        }
        return free;
    }

    @Override
    public MessageId fromString(String serialized) {
        return new SqlMessageId(Long.parseLong(serialized));
    }
}
