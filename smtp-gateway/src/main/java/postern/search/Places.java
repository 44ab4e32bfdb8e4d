package postern.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * Which mails lie in a large folder under which uids, in memory: a common word is in half of them, and their rows would have to
 * be read one by one. A folder's highest uid and its number of mails tell whether that is still so, since every mail that comes
 * takes a new uid and every one that goes lowers the number. Mails that came are added; if any went, the folder is read again.
 * Thread-safe.
 */
final class Places {
    /** Folders with fewer mails are read from the store each time. */
    static final long LARGE = 5000;
    /** Mails of all folders that are held. */
    private static final long MOST = 4_000_000;

    /** Rows that are read at once. */
    private static final int PIECE = 50_000;

    private static final Folder NOTHING = new Folder(0, 0, new long[0], new long[0]);

    private final Cache<Long, Folder> folders = Caffeine.newBuilder().maximumWeight(MOST)
        .weigher((Long id, Folder folder) -> folder.mails.length).build();

    /**
     * @param mails ids in order, doubles included
     * @param uids of the same places
     */
    record Folder(long lastUid, long total, long[] mails, long[] uids) {
        /** @return uids in order of those mails whose ids, in order, are given */
        long[] uids(long[] wanted) {
            long[] found = new long[Math.min(mails.length, wanted.length * 2 + 16)];
            int count = 0;
            int at = 0;
            boolean seldom = wanted.length * 16L < mails.length;
            for (long mail : wanted) {
                at = seldom ? first(mail, at) : at;
                while (at < mails.length && mails[at] < mail) {
                    at++;
                }
                for (; at < mails.length && mails[at] == mail; at++) {
                    found = count < found.length ? found : Arrays.copyOf(found, count * 2);
                    found[count++] = uids[at];
                }
            }
            long[] sorted = Arrays.copyOf(found, count);
            Arrays.sort(sorted);
            return sorted;
        }

        private int first(long mail, int from) {
            int place = Arrays.binarySearch(mails, from, mails.length, mail);
            int at = place < 0 ? -place - 1 : place;
            while (at > from && mails[at - 1] == mail) {
                at--;
            }
            return at;
        }
    }

    /** @return the folder as the connection sees it; empty if it is not large */
    Optional<Folder> of(Connection connection, long id) throws SQLException {
        long lastUid;
        long total;
        try (PreparedStatement select = connection.prepareStatement("SELECT last_uid, total FROM mailbox_folder WHERE id = ?")) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next() || row.getLong(2) < LARGE) {
                    return Optional.empty();
                }
                lastUid = row.getLong(1);
                total = row.getLong(2);
            }
        }
        Folder known = folders.getIfPresent(id);
        if (known == null || known.lastUid != lastUid || known.total != total) {
            boolean grown = known != null && total - known.total == lastUid - known.lastUid && total > known.total;
            known = read(connection, id, grown ? known : NOTHING, lastUid, total);
            folders.put(id, known);
        }
        return Optional.of(known);
    }

    private static Folder read(Connection connection, long id, Folder known, long lastUid, long total) throws SQLException {
        int count = known.mails.length;
        long[] mails = Arrays.copyOf(known.mails, (int) total);
        long[] uids = Arrays.copyOf(known.uids, (int) total);
        try (PreparedStatement select = connection.prepareStatement("SELECT group_concat(mail), group_concat(uid), max(uid), count(*) FROM"
            + " (SELECT mail, uid FROM mailbox_entry WHERE folder = ? AND uid > ? ORDER BY uid LIMIT ? + 0)")) {
            select.setLong(1, id);
            long last = known.lastUid;
            for (int some = 1; some > 0 && count < total; count += some) {
                select.setLong(2, last);
                select.setLong(3, Math.min(PIECE, total - count));
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    some = row.getInt(4);
                    if (some > 0) {
                        Numbers.read(row.getString(1), mails, count);
                        Numbers.read(row.getString(2), uids, count);
                        last = row.getLong(3);
                    }
                }
            }
        }
        if (count < total) {
            // A uid may be taken before its row is written: then the numbers did not tell what came.
            return known.total == 0 ? new Folder(lastUid, -1, Arrays.copyOf(mails, count), Arrays.copyOf(uids, count))
                : read(connection, id, NOTHING, lastUid, total);
        }
        return ordered(mails, known.mails.length) ? new Folder(lastUid, total, mails, uids) : inOrder(lastUid, mails, uids);
    }

    private static boolean ordered(long[] mails, int from) {
        for (int i = Math.max(from, 1); i < mails.length; i++) {
            if (mails[i - 1] > mails[i]) {
                return false;
            }
        }
        return true;
    }

    private static Folder inOrder(long lastUid, long[] mails, long[] uids) {
        long[][] places = new long[mails.length][];
        Arrays.setAll(places, i -> new long[] {mails[i], uids[i]});
        Arrays.sort(places, Comparator.comparingLong(place -> place[0]));
        return new Folder(lastUid, mails.length, Arrays.stream(places).mapToLong(place -> place[0]).toArray(),
            Arrays.stream(places).mapToLong(place -> place[1]).toArray());
    }
}
