package postern.spool;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.james.queue.api.MailQueueName;
import postern.keeping.Erasing;
import postern.keeping.Person;
import postern.keeping.Place;
import postern.store.Store;

/**
 * Mail in the queues, that of RemoteDelivery too. What waits is taken out; what is in hand ends first, and is then found where it went.
 * A mail that others are to get as well is left to them: it goes out, and what stays of it here is masked as theirs.
 */
public final class QueuedPlace implements Place {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long LOOK_MILLIS = 100;

    private final Store store;
    private final Optional<SqlMailQueueFactory> queues;

    /** @param queues of the gateway that runs in this process; empty if none runs */
    public QueuedPlace(Store store, Optional<SqlMailQueueFactory> queues) {
        this.store = store;
        this.queues = queues;
    }

    private record Row(long id, String queue, String envelope, byte[] prefix, byte[] body) {
    }

    @Override
    public void erase(Erasing erasing) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (List<Row> rows = theirs(erasing); !rows.isEmpty(); rows = theirs(erasing)) {
            for (Row row : rows) {
                boolean waits = queues.isEmpty() || queues.get().queue(MailQueueName.of(row.queue())).withdraw(row.id());
                if (waits) {
                    erasing.unit(connection -> remove(connection, erasing, row));
                }
            }
            if (erasing.looks()) {
                return;
            }
            if (!theirs(erasing).isEmpty()) {
                rest(end);
            }
        }
    }

    private static boolean remove(Connection connection, Erasing erasing, Row row) throws SQLException {
        erasing.count(connection, "mails in queues", erasing.delete(connection, "spool", "id = ?", row.id()));
        return true;
    }

    private static void rest(long end) throws IOException {
        if (System.nanoTime() > end) {
            throw new IOException("a mail of the person is still in hand");
        }
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private List<Row> theirs(Erasing erasing) {
        return store.read(connection -> {
            List<Row> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("select id, queue, envelope, prefix, body from spool"); ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Row row = new Row(rows.getLong(1), rows.getString(2), rows.getString(3), rows.getBytes(4), rows.getBytes(5));
                    if (isTheirs(connection, row, erasing.person())) {
                        found.add(row);
                    }
                }
            }
            return found;
        });
    }

    private boolean isTheirs(Connection connection, Row row, Person person) throws SQLException {
        Authorship mail = Authorship.of(row.envelope(), row.body() == null ? new byte[0] : store.bodies().get(connection, row.body()));
        return mail.isOf(person);
    }
}
