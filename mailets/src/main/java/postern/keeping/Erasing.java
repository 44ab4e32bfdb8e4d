package postern.keeping;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import postern.desk.TicketId;
import postern.masking.Masking;
import postern.masking.Traces;
import postern.store.Store;
import postern.store.Work;
import postern.tickets.Sql;

/** One erasure on its way through the places, or a look at what it would do. For one thread. */
public final class Erasing {
    private static final int DAMAGED = 50;

    private final Store store;
    private final OptionalLong order;
    private final Person person;
    private final Findings findings;
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Set<String> damaged = new TreeSet<>();

    /** @param order empty for a look, which changes nothing */
    Erasing(Store store, OptionalLong order, Person person, Findings findings) {
        this.store = store;
        this.order = order;
        this.person = person;
        this.findings = findings;
    }

    public Person person() {
        return person;
    }

    Findings findings() {
        return findings;
    }

    public Traces traces() {
        return findings.traces();
    }

    /** @return whether nothing is to be changed */
    public boolean looks() {
        return order.isEmpty();
    }

    long order() {
        return order.orElseThrow();
    }

    Map<String, Integer> counts() {
        return counts;
    }

    /** Writes down what could not be searched or erased; the first ones in full. @param line without a word of a person */
    void damaged(String line) {
        if (damaged.size() <= DAMAGED) {
            String told = damaged.size() < DAMAGED ? line : "and more; 'postern verify' names all damage of the archive";
            damaged.add(told);
            if (!looks()) {
                store.writeAndWait(connection -> ErasureBook.damaged(connection, order(), told));
            }
        }
    }

    Set<String> damaged() {
        return damaged;
    }

    /** A unit of work whose deletions are overwritten; of a look, a reading. */
    public <T> T unit(Work<T> work) {
        return looks() ? store.read(work) : store.eraseAndWait(work);
    }

    public <T> T read(Work<T> work) {
        return store.read(work);
    }

    /** Call in the unit of work that does what is counted. */
    public void count(Connection connection, String kind, int more) throws SQLException {
        if (more > 0) {
            counts.merge(kind, more, Integer::sum);
            if (!looks()) {
                ErasureBook.count(connection, order(), kind, more);
            }
        }
    }

    public void count(Connection connection, Masking.Masked masked) throws SQLException {
        count(connection, "others' mails masked", 1);
        count(connection, "signatures of masked mails taken away", masked.unsigned() ? 1 : 0);
        count(connection, "attachments of others' mails taken out", masked.files());
    }

    /** Deletes rows of a table, or counts them; a table that is not there has none. */
    public int delete(Connection connection, String table, String where, Object... values) throws SQLException {
        if (Sql.first(connection, "select 1 from sqlite_master where type = 'table' and name = ?", row -> true, table).isEmpty()) {
            return 0;
        }
        return looks() ? Sql.first(connection, "select count(*) from " + table + " where " + where, row -> row.getInt(1), values).orElse(0)
            : Sql.update(connection, "delete from " + table + " where " + where, values);
    }

    /** Those of the tickets that no hold is on at this moment. Part of a unit of work. */
    Set<TicketId> free(Connection connection, Collection<TicketId> tickets) throws SQLException {
        Set<TicketId> free = new HashSet<>(tickets);
        for (TicketId ticket : Set.copyOf(tickets)) {
            if (isHeld(connection, Optional.of(ticket))) {
                free.remove(ticket);
            }
        }
        return free;
    }

    /** Whether a hold is on a ticket at this moment. Part of a unit of work. */
    public boolean isHeld(Connection connection, Optional<TicketId> ticket) throws SQLException {
        return ticket.isPresent() && (findings.held().contains(ticket.get()) || !Holds.on(connection, ticket.get()).isEmpty());
    }
}
