package postern.mailbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.mail.Flags;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.model.UpdatedFlags;
import org.apache.james.mailbox.store.FlagsUpdateCalculator;
import postern.store.Store;

/**
 * Rows of {@code mailbox_entry} and the counters above them. Every method runs inside a unit of work, so uids, modseqs and
 * counters change together with the entries or not at all.
 */
final class Entries {
    private final Contents contents;

    Entries(Store store) {
        this.contents = new Contents(store);
    }

    Contents contents() {
        return contents;
    }

    /** Highest uid and modseq of a folder. */
    record Numbers(long uid, long modseq) {
    }

    /**
     * Gives out {@code count} uids (the last of them is returned) and one modseq; empty if there is no such folder. The first
     * modseq is 2, because an empty folder shows 1: RFC 7162 §3.1 knows no modseq 0.
     */
    static Optional<Numbers> take(Connection connection, long folder, int count) throws SQLException {
        return Sql.one(connection,
            "UPDATE mailbox_folder SET last_uid = last_uid + ?, modseq = max(modseq, 1) + 1 WHERE id = ? RETURNING last_uid, modseq",
            row -> new Numbers(row.getLong(1), row.getLong(2)), count, folder);
    }

    static void count(Connection connection, long folder, int total, int unseen, long octets) throws SQLException {
        if (total != 0 || unseen != 0) {
            Sql.update(connection,
                "UPDATE mailbox_folder SET total = total + ?, unseen = unseen + ?, octets = octets + ? WHERE id = ?",
                total, unseen, octets, folder);
        }
    }

    /** Takes the numbers and counts one new entry, in one row's change. */
    static Optional<Numbers> takeOne(Connection connection, long folder, int unseen, long octets) throws SQLException {
        return Sql.one(connection, "UPDATE mailbox_folder SET last_uid = last_uid + 1, modseq = max(modseq, 1) + 1, total = total + 1,"
                + " unseen = unseen + ?, octets = octets + ? WHERE id = ? RETURNING last_uid, modseq",
            row -> new Numbers(row.getLong(1), row.getLong(2)), unseen, octets, folder);
    }

    /** Writes an entry; the counters are the caller's. */
    static void insert(Connection connection, EntryRow e) throws SQLException {
        insertKnown(connection, e);
        know(connection, e.folder(), e.flags().keywordList());
    }

    /** As {@link #insert}, of an entry whose keywords the folder knows. */
    static void insertKnown(Connection connection, EntryRow e) throws SQLException {
        Sql.update(connection, "INSERT INTO mailbox_entry"
                + " (folder, uid, mail, thread, modseq, flags, keywords, received, saved, size, header)"
                + " VALUES (?,?,?,?,?,?,?,?,?,?,?)", e.folder(), e.uid(), e.mail(), e.thread(), e.modseq(), e.flags().bits(),
            e.flags().keywords(), e.received(), e.saved(), e.size(), e.header());
    }

    static void know(Connection connection, long folder, List<String> keywords) throws SQLException {
        for (String keyword : keywords) {
            Sql.update(connection, "INSERT OR IGNORE INTO mailbox_keyword (folder, keyword) VALUES (?,?)", folder, keyword);
        }
    }

    /** Removes entries and the mails that no folder holds any more. */
    List<EntryRow> remove(Connection connection, long folder, Iterable<Long> uids) throws SQLException {
        List<EntryRow> removed = detach(connection, folder, uids);
        for (EntryRow row : removed) {
            contents.release(connection, row.mail());
        }
        return removed;
    }

    private static List<EntryRow> detach(Connection connection, long folder, Iterable<Long> uids) throws SQLException {
        List<EntryRow> removed = new ArrayList<>();
        int unseen = 0;
        long octets = 0;
        for (long uid : uids) {
            Optional<EntryRow> gone = Sql.one(connection, "DELETE FROM mailbox_entry AS e WHERE folder = ? AND uid = ? RETURNING "
                + EntryRow.COLUMNS.replace("e.", ""), EntryRow::read, folder, uid);
            if (gone.isPresent()) {
                removed.add(gone.get());
                unseen += gone.get().flags().unseen();
                octets += gone.get().size();
            }
        }
        count(connection, folder, -removed.size(), -unseen, -octets);
        Expunged.remember(connection, folder, removed);
        return removed;
    }

    /** Puts mails that the store has into a folder, under new uids. Those expunged in the meantime are left out. */
    List<EntryRow> copy(Connection connection, long target, List<EntryRow> originals, long now) throws SQLException {
        List<EntryRow> present = new ArrayList<>();
        for (EntryRow row : originals) {
            if (contents.exists(connection, row.mail())) {
                present.add(row);
            }
        }
        return place(connection, target, present, now);
    }

    /**
     * Takes mails out of their folders and puts them into another. Of two sessions that move the same mail one wins; for the
     * other it is as if it had been expunged.
     */
    List<EntryRow> move(Connection connection, long target, List<EntryRow> originals, long now) throws SQLException {
        Map<Long, Map<Long, EntryRow>> bySource = new LinkedHashMap<>();
        for (EntryRow original : originals) {
            bySource.computeIfAbsent(original.folder(), folder -> new LinkedHashMap<>()).put(original.uid(), original);
        }
        List<EntryRow> moved = new ArrayList<>();
        for (Map.Entry<Long, Map<Long, EntryRow>> source : bySource.entrySet()) {
            for (EntryRow row : detach(connection, source.getKey(), source.getValue().keySet())) {
                moved.add(row.at(row.uid(), row.modseq(), source.getValue().get(row.uid()).flags()));
            }
        }
        return place(connection, target, moved, now);
    }

    private static List<EntryRow> place(Connection connection, long target, List<EntryRow> rows, long now) throws SQLException {
        if (rows.isEmpty()) {
            return List.of();
        }
        Numbers numbers = take(connection, target, rows.size())
            .orElseThrow(() -> new SQLException("Folder " + target + " was removed"));
        long uid = numbers.uid() - rows.size();
        List<EntryRow> placed = new ArrayList<>(rows.size());
        int unseen = 0;
        long octets = 0;
        for (EntryRow row : rows) {
            EntryRow copy = row.in(target, now).at(++uid, numbers.modseq(), row.flags().with(StoredFlags.RECENT));
            insert(connection, copy);
            placed.add(copy);
            unseen += copy.flags().unseen();
            octets += copy.size();
        }
        count(connection, target, rows.size(), unseen, octets);
        return placed;
    }

    /** Changes flags; the modseq rises only if one did change (RFC 7162 §3.1). */
    static List<UpdatedFlags> update(Connection connection, List<EntryRow> rows, FlagsUpdateCalculator change)
            throws SQLException {
        List<UpdatedFlags> updates = new ArrayList<>(rows.size());
        int unseen = 0;
        long modseq = 0;
        for (EntryRow row : rows) {
            Flags before = row.flags().toFlags();
            Flags after = change.buildNewFlags(before);
            StoredFlags stored = StoredFlags.of(after);
            boolean changed = UpdatedFlags.flagsChanged(before, after);
            if (changed) {
                modseq = modseq != 0 ? modseq : take(connection, row.folder(), 0).orElseThrow().modseq();
                Sql.update(connection, "UPDATE mailbox_entry SET flags = ?, keywords = ?, modseq = ? WHERE folder = ? AND uid = ?",
                    stored.bits(), stored.keywords(), modseq, row.folder(), row.uid());
                know(connection, row.folder(), stored.keywordList());
                unseen += stored.unseen() - row.flags().unseen();
            }
            updates.add(UpdatedFlags.builder()
                .uid(MessageUid.of(row.uid()))
                .messageId(new SqlMessageId(row.mail()))
                .modSeq(ModSeq.of(changed ? modseq : row.modseq()))
                .oldFlags(before)
                .newFlags(after)
                .build());
        }
        if (unseen != 0) {
            count(connection, rows.get(0).folder(), 0, unseen, 0);
        }
        return updates;
    }

    static List<EntryRow> range(Connection connection, long folder, long from, long to, int atMost) throws SQLException {
        return Sql.list(connection, "SELECT " + EntryRow.COLUMNS + " FROM mailbox_entry e WHERE e.folder = ? AND e.uid >= ?"
            + " AND e.uid <= ? ORDER BY e.uid LIMIT ? + 0", EntryRow::read, folder, from, to, atMost);
    }

    static List<EntryRow> ofMail(Connection connection, long mail) throws SQLException {
        return Sql.list(connection, "SELECT " + EntryRow.COLUMNS + " FROM mailbox_entry e WHERE e.mail = ? ORDER BY e.folder, e.uid",
            EntryRow::read, mail);
    }
}
