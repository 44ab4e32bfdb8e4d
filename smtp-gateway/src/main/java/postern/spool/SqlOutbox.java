package postern.spool;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Singleton;
import javax.mail.internet.AddressException;
import org.apache.james.queue.api.MailPrioritySupport;
import org.apache.james.queue.api.MailQueueName;
import postern.edge.Arrival;
import postern.gestures.GivenAnswers;
import postern.gestures.Resubmission;
import postern.replies.Outbox;
import postern.store.Store;

/** Leaves our own mails in the spool, as part of the caller's commit. */
@Singleton
public final class SqlOutbox implements Outbox, Resubmission {
    /** RemoteDelivery's queue. */
    public static final MailQueueName OUTGOING = MailQueueName.of("outgoing");

    private final Store store;
    private final SqlMailQueue spool;
    private final SqlMailQueue outgoing;
    private final Clock clock;

    @Inject
    public SqlOutbox(Store store, SqlMailQueueFactory queues, Clock clock) {
        this.store = store;
        this.spool = queues.spool();
        this.outgoing = queues.queue(OUTGOING);
        this.clock = clock;
    }

    @Override
    public void put(Connection connection, String name, List<String> recipients, byte[] message, String state)
            throws SQLException {
        put(connection, spool, name, message, envelope(recipients, state, Map.of()));
    }

    @Override
    public void sendOnce(Connection connection, String name, String recipient, byte[] message) throws SQLException {
        put(connection, outgoing, name, message,
            envelope(List.of(recipient), OUTGOING.asString(), Map.of(Once.ATTRIBUTE.asString(), Once.YES)));
    }

    @Override
    public void submit(Connection connection, GivenAnswers.Held held, String name, byte[] octets, Instant at) throws SQLException {
        Arrival arrival = new Arrival(name, held.agent(), held.recipients(), "", octets, at, "127.0.0.1", "localhost", Optional.of(held.agent()), true);
        try {
            put(connection, spool, name, octets, Envelope.of(SpoolIntake.mailOf(arrival)));
        } catch (AddressException e) {
            throw new SQLException("the addresses of " + held.mail() + " were right when it came", e);
        }
    }

    /** RFC 3834 §3.3: the null sender, so that nothing answers the answer. */
    private Envelope envelope(List<String> recipients, String state, Map<String, JsonNode> attributes) {
        return new Envelope(null, recipients, state, null, "localhost", "127.0.0.1", clock.millis(), attributes, List.of());
    }

    private void put(Connection connection, SqlMailQueue queue, String name, byte[] message, Envelope envelope) throws SQLException {
        byte[] body = store.bodies().put(connection, message);
        if (!Journal.enter(connection, name, clock.instant(), envelope.recipients(), body)) {
            return;
        }
        Parcel parcel = new Parcel(name, envelope.toJson(), envelope, new byte[0], body, null, message);
        Insertion insertion = new Insertion(queue, parcel, MailPrioritySupport.NORMAL_PRIORITY, clock.millis());
        long id = SpoolTable.insert(connection, queue.getName().asString(), parcel, insertion.priority(), insertion.due());
        store.afterCommit(() -> queue.added(insertion, id));
    }
}
