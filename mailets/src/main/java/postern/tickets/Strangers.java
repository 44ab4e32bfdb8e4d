package postern.tickets;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import postern.desk.TicketId;
import postern.store.Work;
import postern.triage.lastlook.Mentions;

/** Finds of what a mail names that which belongs to other customers' tickets and to none of those who take part. Only reads. */
final class Strangers implements Work<List<String>> {
    private static final int MOST_PEOPLE = 50;
    /** Anybody may write under any name, and name any order: it belongs to a customer if that is proven, or somebody answered. */
    private static final String KNOWN = "(t.proven = 1 or exists (select 1 from correspondent c where c.address = t.customer))";

    private final Optional<TicketId> ticket;
    private final List<String> readers;
    private final Mentions mentions;

    Strangers(Optional<TicketId> ticket, List<String> readers, Mentions mentions) {
        this.ticket = ticket;
        this.readers = List.copyOf(readers);
        this.mentions = mentions;
    }

    @Override
    public List<String> on(Connection connection) throws SQLException {
        Set<String> people = people(connection);
        List<String> found = new ArrayList<>();
        for (String address : mentions.addresses()) {
            if (!people.contains(address) && isCustomer(connection, address)) {
                found.add(address);
            }
        }
        for (String order : mentions.orders()) {
            if (isOfOthers(connection, "select t.id, t.customer from ticket_order o join ticket t on t.id = o.ticket where o.number = ? and " + KNOWN, order, people)) {
                found.add(order);
            }
        }
        for (TicketId id : mentions.tickets()) {
            if (!ticket.equals(Optional.of(id)) && isOfOthers(connection, "select id, customer from ticket where number = ?", Rows.number(id), people)) {
                found.add(id.value());
            }
        }
        return found;
    }

    private Set<String> people(Connection connection) throws SQLException {
        Set<String> people = new HashSet<>(readers);
        if (ticket.isPresent()) {
            long number = Rows.number(ticket.get());
            people.addAll(Sql.list(connection, "select customer from ticket where number = ?1"
                + " union select address from ticket_participant where ticket = (select id from ticket where number = ?1)"
                + " union select address from ticket_writer where ticket = (select id from ticket where number = ?1) limit " + MOST_PEOPLE,
                row -> row.getString(1), number));
        }
        return people;
    }

    private static boolean isCustomer(Connection connection, String address) throws SQLException {
        return Sql.first(connection, "select 1 from ticket t where customer = ? and customer <> '' and " + KNOWN + " limit 1", row -> true, address).isPresent();
    }

    /** What one of those who take part has named, too, is no secret between them. */
    private static boolean isOfOthers(Connection connection, String sql, Object value, Set<String> people) throws SQLException {
        record Owner(long ticket, String customer) {
        }
        List<Owner> owners = Sql.list(connection, sql + " limit " + MOST_PEOPLE, row -> new Owner(row.getLong(1), row.getString(2)), value);
        for (Owner owner : owners) {
            if (people.contains(owner.customer()) || takesPart(connection, owner.ticket(), people)) {
                return false;
            }
        }
        return !owners.isEmpty();
    }

    private static boolean takesPart(Connection connection, long ticket, Set<String> people) throws SQLException {
        return Sql.list(connection, "select address from ticket_participant where ticket = ?1 union select address from ticket_writer where ticket = ?1",
            row -> row.getString(1), ticket).stream().anyMatch(people::contains);
    }
}
