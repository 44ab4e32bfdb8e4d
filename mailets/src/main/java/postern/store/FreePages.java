package postern.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Overwrites what is free in the file: rows of zeros take all free pages, some at a time, and are deleted again. A page that was free when
 * it began has been taken by then, for zeros or by others.
 *
 * <p>A row fills its pages to the last octet: what lies behind a row's end in its last page would stay.
 */
record FreePages(Store store, SqliteFile file) {
    private static final Logger LOG = LoggerFactory.getLogger(FreePages.class);
    private static final Schema SCHEMA = new Schema("zeros", List.of("create table zeros (id integer primary key, octets blob not null)"));
    /** Pages that one unit of work takes, or gives back of each of its rows. */
    private static final int STEP = 256;
    private static final int ROWS = 16;
    /** What a step may take of a disk that is nearly full. */
    private static final int SHARE = 4;
    /** Octets of the log while a reader keeps it from being copied back. */
    private static final long LONGEST_LOG = 64L << 20;

    boolean overwrite() {
        store.migrate(SCHEMA);
        try {
            boolean all = false;
            while (!all) {
                if (mustStop()) {
                    makeWay();
                    return false;
                }
                int most = (int) Math.clamp(store.freeDisk() / SHARE / SqliteFile.PAGE_SIZE, 1, STEP);
                all = store.eraseAndWait(connection -> take(connection, most));
            }
        } catch (StoreException e) {
            makeWay();
            throw e;
        }
        // Deleted without overwriting: they are zeros.
        while (store.writeAndWait(FreePages::giveBack) > 0) {
            if (mustStop()) {
                return false;
            }
        }
        return true;
    }

    /** Also when the process ends; where the disk has room, the rows of zeros stay, and the next call goes on. */
    private boolean mustStop() {
        return Thread.currentThread().isInterrupted() || file.logSize() > longestLog() && !store.emptyLog();
    }

    /** A disk that is nearly full has room for a short log only. */
    private long longestLog() {
        return isRoomy() ? LONGEST_LOG : store.freeDisk() / SHARE;
    }

    private boolean isRoomy() {
        return store.freeDisk() > 2 * LONGEST_LOG;
    }

    /** On a disk that is nearly full others find room in free pages only: they get back what zeros hold, and the next call begins anew. */
    private void makeWay() {
        if (isRoomy() || Thread.currentThread().isInterrupted()) {
            return;
        }
        try {
            store.emptyLog();
            while (store.writeAndWait(FreePages::giveBack) > 0 && !Thread.currentThread().isInterrupted()) {
                store.emptyLog();
            }
        } catch (StoreException full) {
            LOG.warn("Zeros keep free pages of {} until the disk has room: {}", file.path(), full.getMessage());
        }
    }

    /** @return whether no page is free any more */
    private static boolean take(Connection connection, int most) throws SQLException {
        int free = free(connection);
        if (free > 0) {
            try (PreparedStatement insert = connection.prepareStatement("insert into zeros(octets) values (zeroblob(?))")) {
                insert.setInt(1, octets(Math.min(free, most)));
                insert.executeUpdate();
            }
        }
        return free(connection) == 0;
    }

    /** Length of a blob that fills a number of pages, and of the row's own page the least that a row takes of it. */
    private static int octets(int pages) {
        // https://www.sqlite.org/fileformat2.html, 1.6: the least local part of a row, and the octets of an overflow page.
        int least = (SqliteFile.PAGE_SIZE - 12) * 32 / 255 - 23;
        int row = least + pages * (SqliteFile.PAGE_SIZE - 4);
        // The head of the row: its own length, the key, which is empty, and the blob's type, a number of 7 bits an octet.
        int type = 1;
        while (12 + 2L * (row - 2 - type) >= 1L << 7 * type) {
            type++;
        }
        return row - 2 - type;
    }

    private static int free(Connection connection) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement("pragma freelist_count"); ResultSet row = count.executeQuery()) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    private static int giveBack(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from zeros where id in (select id from zeros order by id limit ?)")) {
            delete.setInt(1, ROWS);
            return delete.executeUpdate();
        }
    }
}
