package postern.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A table of notes, for tests of the store. */
final class Notes {
    static final Schema SCHEMA = new Schema("notes", List.of("create table note (id integer primary key, text text unique)"));

    private Notes() {
    }

    static void add(Store store, String text) {
        store.writeAndWait(connection -> insert(connection, text));
    }

    static List<String> in(Store store) {
        return store.read(Notes::texts);
    }

    static Object await(CountDownLatch gate) throws SQLException {
        try {
            assertThat(gate.await(60, TimeUnit.SECONDS)).isTrue();
            return gate;
        } catch (InterruptedException e) {
            throw new SQLException(e);
        }
    }

    static int insert(Connection connection, String text) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into note(text) values (?)")) {
            insert.setString(1, text);
            return insert.executeUpdate();
        }
    }

    static List<String> texts(Connection connection) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("select text from note order by id");
             ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    static int count(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql); ResultSet rows = select.executeQuery()) {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            return count;
        }
    }
}
