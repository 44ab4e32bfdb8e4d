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
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import postern.desk.CustomerGroup;

/** A table or view of a database. Answers are kept for a while; connections stay open between questions. */
final class ViewSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(ViewSource.class);
    private static final int CONNECTIONS = 4;
    private static final int KEPT = 100_000;

    private final CustomerGroup.View view;
    private final TimeBox box = new TimeBox(CONNECTIONS);
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final Cache<String, Boolean> answers;
    private volatile boolean closed;

    ViewSource(CustomerGroup.View view) {
        this.view = view;
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
        for (Connection connection = idle.pollFirst(); connection != null; connection = idle.pollFirst()) {
            close(connection);
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
        Connection connection = idle.pollFirst();
        if (connection == null) {
            connection = open();
        }
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
        idle.addFirst(connection);
        if (closed) {
            close();
        }
        return answer;
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
        connection.setReadOnly(!view.url().startsWith("jdbc:sqlite:"));
        return connection;
    }
}
