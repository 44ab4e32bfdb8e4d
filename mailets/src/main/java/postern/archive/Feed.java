package postern.archive;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import postern.store.Store;
import postern.tickets.Sql;

/** What waits to be archived. Rows come by triggers, with the commit in which a thing happens; see {@link ArchiveTables}. */
final class Feed {
    /** Larger contents are read in parts, so that a batch holds little. */
    private static final int SMALL = 1 << 16;

    private final Store store;

    Feed(Store store) {
        this.store = store;
    }

    /**
     * @param what {@code accepted}, {@code sent}, {@code event}, {@code erase}
     * @param name of the mail; number of the ticket; receipt
     * @param text envelope, detail or selection
     * @param octets of the content below the prefix if it is small, else null
     * @param known whether the archive has it: a mail that is delivered again after a pause comes again under its name
     */
    record Row(long id, String what, String name, long at, Fields fields, byte[] prefix, byte[] hash, byte[] octets, boolean known) {
    }

    /** What only some kinds of rows have; null where there is none. */
    record Fields(String text, String sender, String recipients, String remote, String helo, String login, String kind, String mail) {
    }

    /** The oldest rows. A row whose mail or ticket is gone has a name of null. */
    List<Row> next(int atMost) {
        return store.read(connection -> Sql.list(connection, """
            select f.id, f.what, coalesce(j.name, t.number, case when f.what in ('sent', 'erase') then f.name end), coalesce(j.at, e.at, f.at),
              coalesce(f.text, e.detail), j.sender, j.recipients, j.remote, j.helo, j.login, e.kind, e.mail,
              coalesce(j.prefix, f.prefix), coalesce(j.body, f.body), b.size,
              f.what = 'sent' and exists (select 1 from archive_mail m where m.name = f.name and m.what = 'sent')
            from archive_feed f
            left join journal j on f.what = 'accepted' and j.name = f.name
            left join ticket_event e on f.what = 'event' and e.id = f.event
            left join ticket t on t.id = e.ticket
            left join body b on b.hash = coalesce(j.body, f.body)
            order by f.id limit ? + 0""", row -> row(connection, row), atMost));
    }

    private Row row(Connection connection, ResultSet row) throws SQLException {
        byte[] hash = row.getBytes(14);
        boolean small = hash != null && row.getLong(15) <= SMALL;
        return new Row(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4), new Fields(row.getString(5), row.getString(6), row.getString(7),
            row.getString(8), row.getString(9), row.getString(10), row.getString(11), row.getString(12)), row.getBytes(13), hash,
            small && !row.getBoolean(16) ? store.bodies().get(connection, hash) : null, row.getBoolean(16));
    }

    long depth() {
        return store.read(connection -> Sql.first(connection, "select count(*) from archive_feed", row -> row.getLong(1)).orElse(0L));
    }

    /** Takes away the rows of a batch; those that came meanwhile are behind them. */
    static void delete(Connection connection, long last) throws SQLException {
        Sql.update(connection, "delete from archive_feed where id <= ?", last);
    }
}
