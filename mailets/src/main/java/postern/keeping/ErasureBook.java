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
        return store.writeAndWait(connection -> Sql.first(connection, "insert into erasure(addresses, names, marks, by, asked) values (?, ?, ?, ?, ?) returning id",
            row -> row.getLong(1), String.join("\n", person.addresses()), String.join("\n", person.names()), String.join("\n", marked), by,
            clock.instant())).orElseThrow();
    }

    /** @return the oldest order that is not done */
    public Optional<Order> next() {
        return store.read(connection -> Sql.first(connection, "select id, addresses, names, step from erasure where done is null order by id limit 1",
            row -> new Order(row.getLong(1), new Person(new LinkedHashSet<>(lines(row.getString(2))), lines(row.getString(3))), row.getInt(4))));
    }

    /** @return steps that are done of an order; empty if all are */
    public Optional<Integer> progress(long id) {
        return store.read(connection -> Sql.first(connection, "select step from erasure where id = ? and done is null", row -> row.getInt(1), id));
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

    /** Nothing of the person is left in the book but the receipt. */
    void close(long id) {
        store.eraseAndWait(connection -> Sql.update(connection, "update erasure set addresses = null, names = null, done = ? where id = ?", clock.instant(), id));
    }

    /** Writes down that the store's file was written anew. */
    void rewritten() {
        store.writeAndWait(connection -> Sql.update(connection, "update erasure set rewritten = ? where done is not null and rewritten is null", clock.instant()));
    }

    /** @return whether something was erased whose octets may still lie in the file */
    boolean mustRewrite() {
        return store.read(connection -> Sql.first(connection, "select 1 from erasure where done is not null and rewritten is null", row -> true)).isPresent();
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
        Optional<Instant> rewritten = row.getObject("rewritten") == null ? Optional.empty() : Optional.of(Instant.ofEpochMilli(row.getLong("rewritten")));
        return new Receipt(id, lines(row.getString("marks")), row.getString("by"), Instant.ofEpochMilli(row.getLong("asked")),
            Instant.ofEpochMilli(row.getLong("done")), counts, kept, rewritten);
    }

    private static List<String> lines(String text) {
        return text == null || text.isEmpty() ? List.of() : List.of(text.split("\n"));
    }
}
