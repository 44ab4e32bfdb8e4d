package postern.spool;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.queue.api.MailPrioritySupport;
import postern.replies.Outbox;
import postern.store.Store;

/** Leaves our own mails in the spool, as part of the caller's commit. */
@Singleton
public final class SqlOutbox implements Outbox {
    private final Store store;
    private final SqlMailQueue spool;
    private final Clock clock;

    @Inject
    public SqlOutbox(Store store, SqlMailQueueFactory queues, Clock clock) {
        this.store = store;
        this.spool = queues.spool();
        this.clock = clock;
    }

    @Override
    public void put(Connection connection, String name, List<String> recipients, byte[] message, String state)
            throws SQLException {
        put(connection, name, recipients, message, state, Map.of());
    }

    @Override
    public void putOnce(Connection connection, String name, List<String> recipients, byte[] message, String state)
            throws SQLException {
        put(connection, name, recipients, message, state, Map.of(Once.ATTRIBUTE.asString(), Once.YES));
    }

    private void put(Connection connection, String name, List<String> recipients, byte[] message, String state,
            Map<String, JsonNode> attributes) throws SQLException {
        byte[] body = store.bodies().put(connection, message);
        if (!Journal.enter(connection, name, clock.instant(), recipients, body)) {
            return;
        }
        // RFC 3834 §3.3: the null sender, so that nothing answers the answer.
        Envelope envelope = new Envelope(null, recipients, state, null, "localhost", "127.0.0.1", clock.millis(), attributes,
            List.of());
        Parcel parcel = new Parcel(name, envelope.toJson(), envelope, new byte[0], body, null, message);
        long due = clock.millis();
        long id = SpoolTable.insert(connection, spool.getName().asString(), parcel, MailPrioritySupport.NORMAL_PRIORITY, due);
        store.afterCommit(() -> spool.admit(new Waiting.Entry(id, MailPrioritySupport.NORMAL_PRIORITY, due, parcel)));
    }
}
