package postern.search;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import postern.index.MailSource;
import postern.store.Store;

/** The mails of the mailbox tables, and their feed of changes. */
public record StoredMails(Store store) implements MailSource {
    /** Rows that one unit of work removes. */
    private static final int FORGOTTEN = 5000;
    /** Octets of a mail that are read at most; the reader's own limits are far below. */
    private static final int HEAD = 64 * 1024;
    private static final int LARGEST = 64 * 1024 * 1024;

    @Override
    public long newest() {
        return store.read(connection -> first(connection, "SELECT coalesce(max(position), 0) FROM mailbox_feed"));
    }

    @Override
    public long count() {
        return store.read(connection -> first(connection, "SELECT count(*) FROM mailbox_mail"));
    }

    private static long first(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql); ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public List<Change> after(long position, int atMost) {
        return changes("SELECT position, mail, gone FROM mailbox_feed WHERE position > ? ORDER BY position LIMIT ? + 0", position, atMost);
    }

    @Override
    public Optional<Change> at(long position) {
        return changes("SELECT position, mail, gone FROM mailbox_feed WHERE position = ? LIMIT ?", position, 1).stream().findFirst();
    }

    private List<Change> changes(String sql, long position, int atMost) {
        return store.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setLong(1, position);
                select.setInt(2, atMost);
                List<Change> changes = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        changes.add(new Change(rows.getLong(1), rows.getLong(2), rows.getInt(3) != 0));
                    }
                }
                return changes;
            }
        });
    }

    @Override
    public List<Long> below(long mail, int atMost) {
        return store.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT id FROM mailbox_mail WHERE id < ? ORDER BY id DESC LIMIT ?")) {
                select.setLong(1, mail);
                select.setInt(2, atMost);
                List<Long> mails = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        mails.add(rows.getLong(1));
                    }
                }
                return mails;
            }
        });
    }

    @Override
    public Optional<byte[]> octets(long mail) {
        return octets(mail, LARGEST);
    }

    /** @return the header of a mail, and perhaps a part of what follows; empty if it is gone */
    Optional<byte[]> head(long mail) {
        return octets(mail, HEAD).map(StoredMails::header);
    }

    private static byte[] header(byte[] octets) {
        for (int i = 2; i < octets.length; i++) {
            if (octets[i] == '\n' && (octets[i - 1] == '\n' || octets[i - 1] == '\r' && octets[i - 2] == '\n')) {
                return Arrays.copyOf(octets, i + 1);
            }
        }
        return octets;
    }

    private Optional<byte[]> octets(long mail, int atMost) {
        return store.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT prefix, body FROM mailbox_mail WHERE id = ?")) {
                select.setLong(1, mail);
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                    InputStream body = store.bodies().open(row.getBytes(2));
                    try (InputStream all = new SequenceInputStream(new ByteArrayInputStream(row.getBytes(1)), body)) {
                        return Optional.of(all.readNBytes(atMost));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        });
    }

    @Override
    public void forget(long position) {
        for (int gone = FORGOTTEN; gone == FORGOTTEN; ) {
            gone = store.writeAndWait(connection -> forget(connection, position));
        }
    }

    private static int forget(Connection connection, long position) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM mailbox_feed WHERE position IN (SELECT position"
            + " FROM mailbox_feed WHERE position < ? AND position < (SELECT max(position) FROM mailbox_feed) ORDER BY position LIMIT ?)")) {
            delete.setLong(1, position);
            delete.setInt(2, FORGOTTEN);
            return delete.executeUpdate();
        }
    }
}
