package postern.search;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A mail in a folder, as far as a search asks.
 *
 * @param flags system flags by the bits of {@code mailbox_entry}
 * @param keywords one a line, null for none
 * @param received epoch milliseconds
 * @param saved epoch milliseconds, 0 if unknown
 */
public record Row(long mail, long uid, long thread, long modseq, int flags, String keywords, long received, long saved, long size) {
    static final String COLUMNS = "e.mail, e.uid, e.thread, e.modseq, e.flags, e.keywords, e.received, e.saved, e.size";

    static Row read(ResultSet row) throws SQLException {
        return new Row(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getInt(5), row.getString(6), row.getLong(7),
            row.getLong(8), row.getLong(9));
    }

    boolean has(int bit) {
        return (flags & bit) != 0;
    }

    /** @return whether it has a keyword; their case does not count (RFC 9051 §2.3.2) */
    boolean has(String keyword) {
        return keywords != null && keywords.lines().anyMatch(keyword::equalsIgnoreCase);
    }
}
