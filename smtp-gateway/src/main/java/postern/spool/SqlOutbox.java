package postern.spool;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.queue.api.MailPrioritySupport;
import postern.replies.Outbox;
import postern.store.Store;

/** Leaves our own mails in the spool, as part of the caller's commit. */
@Singleton
public final class SqlOutbox implements Outbox {
    /** A unit of work that is not committed by then never will be. */
    private static final long UNDONE_MILLIS = 600_000;

    private final Store store;
    private final SqlMailQueue spool;
    private final Clock clock;
    /** Rows inserted by units of work that may not be committed yet. */
    private final Set<Announced> announced = ConcurrentHashMap.newKeySet();

    private record Announced(String name, Waiting.Entry entry) {
    }

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
        Parcel parcel = new Parcel(name, envelope.toJson(), envelope, new byte[0], body, null, null);
        long due = clock.millis();
        long id = SpoolTable.insert(connection, spool.getName().asString(), parcel, MailPrioritySupport.NORMAL_PRIORITY, due);
        announced.add(new Announced(name, new Waiting.Entry(id, MailPrioritySupport.NORMAL_PRIORITY, due, null)));
    }

    @Override
    public void wake() {
        Set<Announced> committed = store.read(connection -> {
            Set<Announced> there = new HashSet<>();
            for (Announced one : announced) {
                // The id of a unit that was undone may be another mail's by now.
                if (SpoolTable.load(connection, one.entry().id()).filter(row -> row.name().equals(one.name())).isPresent()) {
                    there.add(one);
                }
            }
            return there;
        });
        long undone = clock.millis() - UNDONE_MILLIS;
        announced.removeIf(one -> committed.contains(one) || one.entry().due() < undone);
        committed.forEach(one -> spool.admit(one.entry()));
    }
}
