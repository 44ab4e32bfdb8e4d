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
import postern.desk.CustomerGroup;

/** A table or view of a database. Answers are kept for a while; connections stay open between questions. */
final class ViewSource implements Source {
    private static final int CONNECTIONS = 4;
    private static final int KEPT = 100_000;

    private final CustomerGroup.View view;
    private final TimeBox box = new TimeBox(CONNECTIONS);
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final Cache<String, Boolean> answers;

    ViewSource(CustomerGroup.View view) {
        this.view = view;
        this.answers = Caffeine.newBuilder().maximumSize(KEPT).expireAfterWrite(view.keep()).build();
    }

    @Override
    public boolean anyOf(List<String> addresses) throws Unanswered {
        for (String address : addresses) {
            Boolean known = answers.getIfPresent(address);
            if (known == null) {
                known = box.within(view.patience(), () -> asked(address));
                answers.put(address, known);
            }
            if (known) {
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
            connection.close();
            throw e;
        }
        idle.addFirst(connection);
        return answer;
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
