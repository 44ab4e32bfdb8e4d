package postern.mailbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.store.mail.MessageMapper.FetchType;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import postern.store.Store;

/** Reads messages of a folder, a batch at a time, each with as much of its octets as the caller asked for. */
final class MessageReader {
    /** Bodies up to this size come with their batch; larger ones are streamed from the store when they are read. */
    private static final int EAGER = 64 * 1024;

    private final Store store;

    MessageReader(Store store) {
        this.store = store;
    }

    /** @param limit at most so many, not positive for all */
    Iterator<MailboxMessage> read(long folder, MessageRange range, FetchType type, int limit) {
        return new Batches(folder, range, type, limit > 0 ? limit : Integer.MAX_VALUE);
    }

    List<MailboxMessage> ofMail(Connection connection, long mail, FetchType type) throws SQLException {
        return Sql.list(connection, select(type) + " WHERE e.mail = ? ORDER BY e.folder, e.uid",
            row -> message(connection, row, type), mail);
    }

    private static String select(FetchType type) {
        return type == FetchType.METADATA
            ? "SELECT " + EntryRow.COLUMNS + " FROM mailbox_entry e"
            : "SELECT " + EntryRow.COLUMNS + ", " + Contents.COLUMNS + " FROM mailbox_entry e JOIN mailbox_mail m ON m.id = e.mail";
    }

    private MailboxMessage message(Connection connection, ResultSet result, FetchType type) throws SQLException {
        EntryRow row = EntryRow.read(result);
        if (type == FetchType.METADATA) {
            return new SqlMessage(store, row, false, null, null);
        }
        Contents.Mail mail = Contents.Mail.read(result, 12);
        return new SqlMessage(store, row, type != FetchType.HEADERS, mail, octets(connection, row, mail, type));
    }

    private byte[] octets(Connection connection, EntryRow row, Contents.Mail mail, FetchType type) throws SQLException {
        byte[] prefix = mail.prefix();
        if (row.size() > EAGER + prefix.length) {
            return null;
        }
        if (type != FetchType.FULL && row.header() <= prefix.length) {
            return prefix;
        }
        byte[] body = store.bodies().get(connection, mail.body());
        int length = type == FetchType.FULL ? body.length : Math.min(body.length, row.header() - prefix.length);
        if (prefix.length == 0 && length == body.length) {
            return body;
        }
        byte[] octets = Arrays.copyOf(prefix, prefix.length + length);
        System.arraycopy(body, 0, octets, prefix.length, length);
        return octets;
    }

    private static int batchSize(FetchType type) {
        return switch (type) {
            case METADATA -> 1000;
            case HEADERS, ATTACHMENTS_METADATA -> 200;
            case FULL -> 50;
        };
    }

    /** Holds one batch in memory; no connection is kept between batches. */
    private final class Batches implements Iterator<MailboxMessage> {
        private final long folder;
        private final long to;
        private final FetchType type;
        private long from;
        private int left;
        private boolean more = true;
        private Iterator<MailboxMessage> batch = List.<MailboxMessage>of().iterator();

        Batches(long folder, MessageRange range, FetchType type, int limit) {
            this.folder = folder;
            this.from = range.getUidFrom().asLong();
            this.to = range.getType() == MessageRange.Type.ALL || range.getType() == MessageRange.Type.FROM
                ? Long.MAX_VALUE : range.getUidTo().asLong();
            this.type = type;
            this.left = limit;
        }

        @Override
        public boolean hasNext() {
            if (!batch.hasNext() && more && left > 0) {
                fetch();
            }
            return batch.hasNext();
        }

        @Override
        public MailboxMessage next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return batch.next();
        }

        private void fetch() {
            int size = Math.min(left, batchSize(type));
            List<MailboxMessage> rows = store.read(connection -> new ArrayList<>(Sql.list(connection,
                select(type) + " WHERE e.folder = ? AND e.uid >= ? AND e.uid <= ? ORDER BY e.uid LIMIT ? + 0",
                row -> message(connection, row, type), folder, from, to, size)));
            left -= rows.size();
            more = rows.size() == size && from <= to;
            if (!rows.isEmpty()) {
                from = rows.get(rows.size() - 1).getUid().asLong() + 1;
            }
            batch = rows.iterator();
        }
    }
}
