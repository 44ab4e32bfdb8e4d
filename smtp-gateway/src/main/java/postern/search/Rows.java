package postern.search;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import postern.store.Store;

/**
 * The rows of a folder that can match, and which of them the index does not know, all of one moment.
 *
 * @param rows in order of uid
 * @param news mails that came after the position of the index
 */
record Rows(List<Row> rows, Set<Long> news) {
    /** One row found by its mail costs as much as so many read in their order. */
    private static final int LEAP = 8;
    private static final int AT_ONCE = 10_000;

    /** Changes that the index does not know were forgotten, so nothing tells which mails are news. */
    static final class Outdated extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * @param position of the index, {@link Long#MAX_VALUE} without one; what came later is news
     * @param only ids of the indexed mails that can match, ascending; empty for all
     * @param criteria for the rows that are read
     */
    static Rows of(Store store, long folder, long position, Optional<long[]> only, RowCriteria criteria) {
        return store.read(connection -> {
            Set<Long> news = news(connection, position);
            if (only.isPresent() && (only.get().length + news.size()) * LEAP < total(connection, folder)) {
                LongStream ids = LongStream.concat(LongStream.of(only.get()), news.stream().mapToLong(Long::longValue));
                return new Rows(byMail(connection, folder, ids.sorted().distinct().toArray(), criteria), news);
            }
            return new Rows(inOrder(connection, folder, criteria), news);
        });
    }

    /** Rows of the mails that came after the position of the index, and no others. */
    static Rows ofNews(Store store, long folder, long position) {
        return store.read(connection -> {
            Set<Long> news = news(connection, position);
            return new Rows(byMail(connection, folder, news.stream().mapToLong(Long::longValue).sorted().toArray(), new RowCriteria("")), news);
        });
    }

    private static Set<Long> news(Connection connection, long position) throws SQLException {
        Set<Long> news = new HashSet<>();
        long last = position;
        try (PreparedStatement select = connection.prepareStatement("SELECT position, mail, gone FROM mailbox_feed WHERE position > ? ORDER BY position")) {
            select.setLong(1, position);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    if (last == position && rows.getLong(1) > position + 1) {
                        throw new Outdated();
                    }
                    last = rows.getLong(1);
                    if (rows.getInt(3) == 0) {
                        news.add(rows.getLong(2));
                    }
                }
            }
        }
        return news;
    }

    private static long total(Connection connection, long folder) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT total FROM mailbox_folder WHERE id = ?")) {
            select.setLong(1, folder);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private static List<Row> inOrder(Connection connection, long folder, RowCriteria criteria) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT " + Row.COLUMNS + " FROM mailbox_entry e WHERE e.folder = ?"
            + criteria.sql() + " ORDER BY e.uid")) {
            select.setLong(1, folder);
            return read(select, new ArrayList<>());
        }
    }

    private static List<Row> byMail(Connection connection, long folder, long[] mails, RowCriteria criteria) throws SQLException {
        List<Row> found = new ArrayList<>();
        // The join's order is said: SQLite would rather walk the folder.
        try (PreparedStatement select = connection.prepareStatement("SELECT " + Row.COLUMNS + " FROM json_each(?) j CROSS JOIN mailbox_entry e"
            + " INDEXED BY mailbox_entry_mail WHERE e.mail = j.value AND e.folder = ?" + criteria.sql())) {
            for (int from = 0; from < mails.length; from += AT_ONCE) {
                long[] some = Arrays.copyOfRange(mails, from, Math.min(mails.length, from + AT_ONCE));
                select.setString(1, Arrays.stream(some).mapToObj(Long::toString).collect(Collectors.joining(",", "[", "]")));
                select.setLong(2, folder);
                read(select, found);
            }
        }
        found.sort(Comparator.comparingLong(Row::uid));
        return found;
    }

    private static List<Row> read(PreparedStatement select, List<Row> into) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                into.add(Row.read(rows));
            }
        }
        return into;
    }
}
