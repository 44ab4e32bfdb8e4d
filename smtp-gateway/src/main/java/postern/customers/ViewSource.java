package postern.customers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import postern.desk.CustomerGroup;

/** A table or view of a database. Answers are kept for a while; connections stay open between questions that come soon. */
final class ViewSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(ViewSource.class);
    private static final int CONNECTIONS = 4;
    private static final int KEPT = 100_000;
    /** Longest time between two questions on one connection: what lies longer may be cut without a word, by a firewall or the database. */
    private static final long FRESH = Duration.ofSeconds(30).toNanos();
    /** A driver's query timeout has whole seconds; it goes first. */
    private static final Duration LEAST_NETWORK_PATIENCE = Duration.ofSeconds(2);

    private final CustomerGroup.View view;
    private final TimeBox box = new TimeBox(CONNECTIONS);
    private final LongSupplier nanos;
    private final Deque<Idle> idle = new ConcurrentLinkedDeque<>();
    private final Cache<String, Boolean> answers;
    private volatile boolean closed;

    private record Idle(Connection connection, long since) {
    }

    ViewSource(CustomerGroup.View view) {
        this(view, System::nanoTime);
    }

    /** @param nanos as {@link System#nanoTime} */
    ViewSource(CustomerGroup.View view, LongSupplier nanos) {
        this.view = view;
        this.nanos = nanos;
        this.answers = Caffeine.newBuilder().maximumSize(KEPT).expireAfterWrite(view.keep()).build();
    }

    @Override
    public boolean anyOf(List<String> addresses) throws Unanswered {
        if (addresses.stream().anyMatch(address -> Boolean.TRUE.equals(answers.getIfPresent(address)))) {
            return true;
        }
        List<String> unknown = addresses.stream().filter(address -> answers.getIfPresent(address) == null).toList();
        return !unknown.isEmpty() && box.within(view.patience(), () -> anyAsked(unknown));
    }

    @Override
    public void close() {
        closed = true;
        for (Idle one = idle.pollFirst(); one != null; one = idle.pollFirst()) {
            close(one.connection());
        }
    }

    private boolean anyAsked(List<String> addresses) throws SQLException, IOException {
        for (String address : addresses) {
            boolean answer = asked(address);
            answers.put(address, answer);
            if (answer) {
                return true;
            }
        }
        return false;
    }

    private boolean asked(String address) throws SQLException, IOException {
        Connection connection = connection();
        boolean answer;
        try (PreparedStatement query = connection.prepareStatement(view.query())) {
            query.setQueryTimeout((int) Math.max(1, view.patience().toSeconds()));
            query.setMaxRows(1);
            query.setString(1, address);
            try (ResultSet rows = query.executeQuery()) {
                answer = rows.next();
            }
        } catch (SQLException e) {
            // It may be the connection that broke: the next question opens another.
            close(connection);
            throw e;
        }
        idle.addFirst(new Idle(connection, nanos.getAsLong()));
        if (closed) {
            close();
        }
        return answer;
    }

    private Connection connection() throws SQLException, IOException {
        for (Idle one = idle.pollFirst(); one != null; one = idle.pollFirst()) {
            if (nanos.getAsLong() - one.since() < FRESH) {
                return one.connection();
            }
            close(one.connection());
        }
        return open();
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("A connection did not close well", e);
        }
    }

    private Connection open() throws SQLException, IOException {
        Properties properties = new Properties();
        view.user().ifPresent(user -> properties.setProperty("user", user));
        if (view.passwordFile().isPresent()) {
            properties.setProperty("password", Files.readAllLines(view.passwordFile().get()).stream().findFirst().orElse(""));
        }
        Connection connection = DriverManager.getConnection(view.url(), properties);
        try {
            limitNetwork(connection);
            connection.setReadOnly(!view.url().startsWith("jdbc:sqlite:"));
        } catch (SQLException e) {
            close(connection);
            throw e;
        }
        return connection;
    }

    /** A peer that is gone without a word must not keep a seat: no query timeout sees that. */
    private void limitNetwork(Connection connection) throws SQLException {
        Duration twice = view.patience().multipliedBy(2);
        Duration limit = twice.compareTo(LEAST_NETWORK_PATIENCE) < 0 ? LEAST_NETWORK_PATIENCE : twice;
        try {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(limit.toMillis()));
        } catch (SQLFeatureNotSupportedException e) {
            LOG.debug("The driver of {} has no network timeout", view.url().split(":", 3)[1], e);
        }
    }
}
