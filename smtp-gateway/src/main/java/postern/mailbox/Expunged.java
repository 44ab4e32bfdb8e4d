package postern.mailbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.MailboxId;
import postern.store.Memory;
import postern.store.Rounds;
import postern.store.Store;

/**
 * Which uids were expunged from a folder, and at which modseq (RFC 7162 §3.2.10). The last {@value #KEPT} of a folder are
 * remembered; to a client that was away for longer, all uids that are not there are named, which is right and longer.
 */
@Singleton
public final class Expunged implements Memory {
    static final int KEPT = 20_000;

    private final Units units;
    private final Rounds folders = new Rounds("mailbox_folder", "id", -1L);

    /** Uids from one to another, both included. */
    public record Span(long from, long to) {
    }

    @Inject
    public Expunged(Store store) {
        this.units = new Units(store);
    }

    /** Call in the unit of work that removes the entries. */
    static void remember(Connection connection, long folder, List<EntryRow> removed) throws SQLException {
        if (removed.isEmpty()) {
            return;
        }
        // RFC 7162 §3.1.2.1: an expunge is a change of the mailbox, too.
        long modseq = Entries.take(connection, folder, 0).map(Entries.Numbers::modseq).orElse(0L);
        for (EntryRow row : removed) {
            Sql.update(connection, "INSERT OR REPLACE INTO mailbox_expunged (folder, uid, modseq) VALUES (?,?,?)", folder, row.uid(), modseq);
        }
    }

    /** @return uids expunged since a modseq, ascending */
    public List<Span> since(MailboxId folder, long modseq) throws MailboxException {
        long id = SqlMailboxId.of(folder);
        return units.read(connection -> {
            long forgotten = Sql.one(connection, "SELECT modseq FROM mailbox_forgotten WHERE folder = ?", row -> row.getLong(1), id).orElse(0L);
            return modseq >= forgotten ? remembered(connection, id, modseq) : missing(connection, id);
        });
    }

    private static List<Span> remembered(Connection connection, long folder, long modseq) throws SQLException {
        Spans spans = new Spans();
        Sql.list(connection, "SELECT uid FROM mailbox_expunged WHERE folder = ? AND modseq > ? ORDER BY uid", row -> row.getLong(1), folder, modseq)
            .forEach(spans::accept);
        return spans.all;
    }

    private static List<Span> missing(Connection connection, long folder) throws SQLException {
        List<Span> gaps = new ArrayList<>();
        long next = 1;
        for (long uid : Sql.list(connection, "SELECT uid FROM mailbox_entry WHERE folder = ? ORDER BY uid", row -> row.getLong(1), folder)) {
            if (uid > next) {
                gaps.add(new Span(next, uid - 1));
            }
            next = uid + 1;
        }
        long last = Sql.one(connection, "SELECT last_uid FROM mailbox_folder WHERE id = ?", row -> row.getLong(1), folder).orElse(0L);
        if (last >= next) {
            gaps.add(new Span(next, last));
        }
        return gaps;
    }

    @Override
    public String word() {
        return "expunged";
    }

    @Override
    public int forget(Connection connection, Instant now, Predicate<String> mayComeAgain, int atMost) throws SQLException {
        int forgotten = 0;
        for (Object folder : folders.next(connection, atMost)) {
            long until = Sql.one(connection, "SELECT modseq FROM mailbox_expunged WHERE folder = ? ORDER BY modseq DESC LIMIT 1 OFFSET ?",
                row -> row.getLong(1), folder, KEPT).orElse(0L);
            if (until > 0) {
                Sql.update(connection, "INSERT INTO mailbox_forgotten (folder, modseq) VALUES (?1,?2) ON CONFLICT (folder) DO UPDATE"
                    + " SET modseq = max(modseq, excluded.modseq)", folder, until);
                forgotten += Sql.update(connection, "DELETE FROM mailbox_expunged WHERE folder = ? AND modseq <= ?", folder, until);
            }
        }
        return forgotten;
    }

    /** Joins neighbours. */
    private static final class Spans implements LongConsumer {
        private final List<Span> all = new ArrayList<>();

        @Override
        public void accept(long uid) {
            if (!all.isEmpty() && all.getLast().to() == uid - 1) {
                all.set(all.size() - 1, new Span(all.getLast().from(), uid));
            } else {
                all.add(new Span(uid, uid));
            }
        }
    }
}
