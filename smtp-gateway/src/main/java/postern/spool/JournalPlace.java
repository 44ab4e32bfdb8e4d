package postern.spool;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import postern.keeping.Erasing;
import postern.keeping.Place;
import postern.keeping.Redaction;
import postern.store.Store;
import postern.tickets.Sql;

/**
 * Mail of the last days as it came, and mail that failed. The journal keeps the names of the person's mails, by which none is
 * taken twice.
 */
public final class JournalPlace implements Place {
    /** Mails in memory: each may be as large as the edge takes one. */
    private static final int AT_ONCE = 1;

    private final Store store;

    public JournalPlace(Store store) {
        this.store = store;
    }

    /**
     * A row of one of both tables.
     *
     * @param key primary key
     * @param recipients one a line, or the whole envelope
     */
    private record Row(Object key, String sender, String recipients, byte[] prefix, byte[] body) {
        Authorship authorship() {
            return recipients.startsWith("{") ? Authorship.of(recipients, body)
                : Authorship.of(sender, Arrays.stream(recipients.split("\n")).filter(line -> !line.isBlank()).toList(), body);
        }
    }

    @Override
    public void erase(Erasing erasing) {
        go(erasing, "journal", "name", "sender, recipients", "");
        go(erasing, "repository", "id", "'', envelope", -1L);
    }

    private void go(Erasing erasing, String table, String key, String columns, Object first) {
        String sql = "select " + key + ", " + columns + ", prefix, body from " + table + " where " + key + " > ? and body is not null order by " + key + " limit "
            + AT_ONCE;
        for (List<Row> rows = rows(sql, first); !rows.isEmpty(); rows = rows(sql, rows.getLast().key())) {
            for (Row row : rows) {
                if (row.authorship().isOf(erasing.person())) {
                    erasing.unit(connection -> blank(connection, erasing, table, key, row));
                } else {
                    Optional<Redaction> redaction = Redaction.of(row.prefix(), row.body(), erasing.traces());
                    boolean named = erasing.traces().sure().in(row.sender() + "\n" + row.recipients());
                    if (redaction.isPresent() || named) {
                        erasing.unit(connection -> mask(connection, erasing, table, key, row, redaction));
                    }
                }
            }
        }
    }

    private List<Row> rows(String sql, Object after) {
        return store.read(connection -> {
            List<Row> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setObject(1, after);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        byte[] prefix = rows.getBytes(4);
                        found.add(new Row(rows.getObject(1), Optional.ofNullable(rows.getString(2)).orElse(""), rows.getString(3),
                            prefix == null ? new byte[0] : prefix, store.bodies().get(connection, rows.getBytes(5))));
                    }
                }
            }
            return found;
        });
    }

    private static boolean blank(Connection connection, Erasing erasing, String table, String key, Row row) throws SQLException {
        erasing.count(connection, "mails of the last days", 1);
        if (table.equals("repository")) {
            erasing.delete(connection, table, key + " = ?", row.key());
        } else if (!erasing.looks()) {
            Sql.update(connection, "update journal set sender = '', recipients = '', remote = null, helo = null, login = null, prefix = null, body = null"
                + " where name = ?", row.key());
        }
        return true;
    }

    private boolean mask(Connection connection, Erasing erasing, String table, String key, Row row, Optional<Redaction> redaction) throws SQLException {
        erasing.count(connection, "mails of the last days", 1);
        if (!erasing.looks()) {
            byte[] body = redaction.map(Redaction::body).orElse(row.body());
            byte[] hash = store.bodies().put(connection, body);
            Sql.update(connection, "update " + table + " set prefix = ?, body = ? where " + key + " = ?",
                redaction.map(Redaction::prefix).orElse(row.prefix()), hash, row.key());
            String envelope = erasing.traces().sure().named(row.recipients());
            if (table.equals("journal")) {
                String others = row.recipients().lines().filter(line -> !erasing.person().has(line)).collect(Collectors.joining("\n"));
                Sql.update(connection, "update journal set recipients = ? where name = ?", others, row.key());
            } else {
                Sql.update(connection, "update repository set envelope = ? where id = ?", envelope, row.key());
            }
        }
        return true;
    }
}
