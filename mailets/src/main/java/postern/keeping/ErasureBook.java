package postern.keeping;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Singleton;
import postern.store.Schema;
import postern.store.Store;
import postern.tickets.Sql;

/**
 * Which erasures were ordered, how far they are, and the receipts of those that are done. Thread-safe; several processes may look
 * and change.
 */
@Singleton
public final class ErasureBook {
    private static final Schema SCHEMA = new Schema("erasure", List.of("""
        create table erasure (
          id integer primary key autoincrement,
          addresses text, names text, -- one a line; null when it is done
          marks text not null, -- one a line
          by text not null, asked integer not null,
          step integer not null default 0,
          done integer, rewritten integer
        );
        create table erasure_count (erasure integer not null, kind text not null, count integer not null, primary key (erasure, kind)) without rowid;
        create table erasure_kept (erasure integer not null, line text not null, primary key (erasure, line)) without rowid;
        """, """
        alter table erasure add column overwritten integer; -- since when free pages hold nothing of it; the log may
        alter table erasure add column anew integer; -- since when the file holds nothing of it; the log may
        alter table erasure add column emptied integer; -- since when neither free pages nor the log hold anything of it
        update erasure set overwritten = rewritten, anew = rewritten, emptied = rewritten where rewritten is not null;
        """, """
        alter table erasure add column damaged integer not null default 0; -- whether what nobody can read goes too
        create table erasure_damaged (erasure integer not null, line text not null, primary key (erasure, line)) without rowid;
        """));
    private static final String RECEIPTS = "select * from erasure where done is not null";

    private final Store store;
    private final Marks marks;
    private final Clock clock;

    @Inject
    public ErasureBook(Store store, Marks marks, Clock clock) {
        store.migrate(SCHEMA);
        this.store = store;
        this.marks = marks;
        this.clock = clock;
    }

    /** @param step number of the steps that are done */
    public record Order(long id, Person person, int step) {
    }

    /** Orders an erasure; who watches the book carries it out. */
    public long order(Person person, String by) {
        List<String> marked = person.addresses().stream().map(marks::of).toList();
        return store.writeAndWait(connection -> Sql.first(connection, "insert into erasure(addresses, names, marks, by, asked, damaged)"
                + " values (?, ?, ?, ?, ?, ?) returning id",
            row -> row.getLong(1), String.join("\n", person.addresses()), String.join("\n", person.names()), String.join("\n", marked), by,
            clock.instant(), person.withDamaged() ? 1 : 0)).orElseThrow();
    }

    /** @return the oldest order that is not done */
    public Optional<Order> next() {
        return store.read(connection -> Sql.first(connection, "select id, addresses, names, step, damaged from erasure where done is null order by id limit 1",
            row -> new Order(row.getLong(1), new Person(new LinkedHashSet<>(lines(row.getString(2))), lines(row.getString(3)), row.getBoolean(5)), row.getInt(4))));
    }

    /**
     * Whether an erasure is on its way: what is laid into a folder now may be what it has looked for already. Part of a unit of work; the
     * tables need not be there.
     */
    public static boolean isErasing(Connection connection) throws SQLException {
        return Sql.first(connection, "select 1 from sqlite_master where name = 'erasure'", row -> true).isPresent()
            && Sql.first(connection, "select 1 from erasure where done is null", row -> true).isPresent();
    }

    /** @return steps that are done of an order; empty if all are */
    public Optional<Integer> progress(long id) {
        return store.read(connection -> Sql.first(connection, "select step from erasure where id = ? and done is null", row -> row.getInt(1), id));
    }

    /**
     * An order that is not done.
     *
     * @param steps that are done
     */
    public record UnderWay(long id, String by, Instant asked, int steps) {
        public String name() {
            return Receipt.name(id);
        }
    }

    /** @return orders that the gateway, or the next command that erases, goes on with, the oldest first */
    public List<UnderWay> underWay() {
        return store.read(connection -> Sql.list(connection, "select id, by, asked, step from erasure where done is null order by id",
            row -> new UnderWay(row.getLong(1), row.getString(2), Instant.ofEpochMilli(row.getLong(3)), row.getInt(4))));
    }

    void reached(long id, int step) {
        store.writeAndWait(connection -> Sql.update(connection, "update erasure set step = ? where id = ?", step, id));
    }

    /** Part of the unit of work that does what is counted. */
    static void count(Connection connection, long id, String kind, int more) throws SQLException {
        Sql.update(connection, "insert into erasure_count(erasure, kind, count) values (?, ?, ?) on conflict do update set count = count + excluded.count",
            id, kind, more);
    }

    static void kept(Connection connection, long id, String line) throws SQLException {
        Sql.update(connection, "insert or ignore into erasure_kept(erasure, line) values (?, ?)", id, line);
    }

    static int damaged(Connection connection, long id, String line) throws SQLException {
        return Sql.update(connection, "insert or ignore into erasure_damaged(erasure, line) values (?, ?)", id, line);
    }

    /** Nothing of the person is left in the book but the receipt. */
    void close(long id) {
        store.eraseAndWait(connection -> Sql.update(connection, "update erasure set addresses = null, names = null, done = ? where id = ?", clock.instant(), id));
    }

    /**
     * Where octets of what was erased may still lie.
     *
     * @param inPages in free pages
     * @param inGaps between the rows of pages
     * @param inLog in the log, of what the file has no more
     */
    record Remains(boolean inPages, boolean inGaps, boolean inLog) {
    }

    Remains remains() {
        return store.read(connection -> Sql.first(connection, """
            select coalesce(max(overwritten is null), 0), coalesce(max(anew is null), 0),
              coalesce(max(overwritten is not null and (emptied is null or anew is not null and rewritten is null)), 0)
            from erasure where done is not null""", row -> new Remains(row.getBoolean(1), row.getBoolean(2), row.getBoolean(3)))).orElseThrow();
    }

    /** @param anew whether the file was written anew; else its free pages were overwritten */
    void overwritten(boolean anew) {
        store.writeAndWait(connection -> Sql.update(connection, "update erasure set overwritten = coalesce(overwritten, ?1), anew = coalesce(anew, case when ?2 then ?1 end)"
            + " where done is not null", clock.instant(), anew ? 1 : 0));
    }

    /** The log has nothing any more of what was there when the file lost it. */
    void emptied() {
        store.writeAndWait(connection -> Sql.update(connection, "update erasure set emptied = coalesce(emptied, ?1),"
            + " rewritten = coalesce(rewritten, case when anew is not null then ?1 end) where overwritten is not null", clock.instant()));
    }

    /** @return oldest first */
    public List<Receipt> receipts() {
        return store.read(connection -> receipts(connection, RECEIPTS + " order by id"));
    }

    /** @return receipts of erasures of this address; also of one that a hold refused, see {@link Receipt#refused} */
    public List<Receipt> of(String address) {
        return store.read(connection -> receipts(connection, RECEIPTS + " and instr(marks, ?) > 0 order by id", marks.of(address)));
    }

    public Optional<Receipt> receipt(long id) {
        return store.read(connection -> receipts(connection, RECEIPTS + " and id = ?", id)).stream().findFirst();
    }

    private static List<Receipt> receipts(Connection connection, String sql, Object... values) throws SQLException {
        return Sql.list(connection, sql, row -> receipt(connection, row), values);
    }

    private static Receipt receipt(Connection connection, ResultSet row) throws SQLException {
        long id = row.getLong("id");
        Map<String, Integer> counts = new LinkedHashMap<>();
        Sql.list(connection, "select kind, count from erasure_count where erasure = ? and count > 0 order by kind",
            count -> counts.put(count.getString(1), count.getInt(2)), id);
        List<String> kept = Sql.list(connection, "select line from erasure_kept where erasure = ? order by line", line -> line.getString(1), id);
        List<String> damaged = Sql.list(connection, "select line from erasure_damaged where erasure = ? order by line", line -> line.getString(1), id);
        return new Receipt(id, lines(row.getString("marks")), row.getString("by"), Instant.ofEpochMilli(row.getLong("asked")),
            Instant.ofEpochMilli(row.getLong("done")), counts, kept, damaged, new Receipt.Cleaned(at(row, "emptied"), at(row, "rewritten")));
    }

    private static Optional<Instant> at(ResultSet row, String column) throws SQLException {
        return row.getObject(column) == null ? Optional.empty() : Optional.of(Instant.ofEpochMilli(row.getLong(column)));
    }

    private static List<String> lines(String text) {
        return text == null || text.isEmpty() ? List.of() : List.of(text.split("\n"));
    }
}
