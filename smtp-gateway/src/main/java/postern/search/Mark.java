package postern.search;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** What some mails of a folder bear and the store keeps a list of, so that a search need not look at each mail's row. */
enum Mark {
    UNSEEN("mailbox_entry_unseen", "flags & 32 = 0"),
    DELETED("mailbox_entry_deleted", "flags & 2 <> 0");

    private final String select;

    /** @param index holds all that is read, and its condition stands as it does in the schema */
    Mark(String index, String condition) {
        select = "SELECT group_concat(uid) FROM mailbox_entry INDEXED BY " + index + " WHERE folder = ? AND " + condition;
    }

    boolean on(int flags) {
        return switch (this) {
            case UNSEEN -> (flags & 32) == 0;
            case DELETED -> (flags & 2) != 0;
        };
    }

    /**
     * @param wanted at least one that is to be borne
     * @return uids of the mails of a folder for which all hold, ascending
     */
    static long[] uids(Connection connection, long folder, List<Condition.OfMark> wanted) throws SQLException {
        Condition.OfMark first = wanted.stream().filter(Condition.OfMark::borne).findFirst().orElseThrow();
        return among(first.mark().uids(connection, folder), connection, folder, wanted.stream().filter(mark -> mark != first).toList());
    }

    /** @return those of some uids, ascending, of a folder for whose mails all hold */
    static long[] among(long[] some, Connection connection, long folder, List<Condition.OfMark> wanted) throws SQLException {
        long[] left = some;
        for (Condition.OfMark mark : wanted) {
            left = mark.among(left, mark.mark().uids(connection, folder));
        }
        return left;
    }

    /** @return uids of the mails of a folder that bear it, ascending */
    private long[] uids(Connection connection, long folder) throws SQLException {
        try (PreparedStatement uids = connection.prepareStatement(select)) {
            uids.setLong(1, folder);
            try (ResultSet row = uids.executeQuery()) {
                row.next();
                String all = row.getString(1);
                return all == null ? new long[0] : numbers(all);
            }
        }
    }

    private static long[] numbers(String separated) {
        long[] numbers = new long[separated.length() / 2 + 1];
        long[] exact = Arrays.copyOf(numbers, Numbers.read(separated, numbers, 0));
        Arrays.sort(exact);
        return exact;
    }
}
