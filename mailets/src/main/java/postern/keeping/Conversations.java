package postern.keeping;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import postern.desk.TicketId;
import postern.tickets.Sql;

/**
 * Where a person's words may be quoted without the person's name: the own tickets, those that were merged with them or parted from them, and
 * those in which the person took part.
 *
 * @param tickets whatever holds are on them
 * @param mails names of the mails that came to these tickets
 */
record Conversations(Set<TicketId> tickets, Set<String> mails) {
    private static final String OF = """
         from ticket o join ticket k on k.id = o.id or k.family = o.family
        where o.customer = ?1 or o.id in (select ticket from ticket_participant where address = ?1)
          or o.id in (select ticket from ticket_writer where address = ?1)""";

    static Conversations of(Connection connection, Person person) throws SQLException {
        Set<TicketId> tickets = new HashSet<>();
        Set<String> mails = new HashSet<>();
        for (String address : person.addresses()) {
            tickets.addAll(Sql.list(connection, "select distinct k.number" + OF, row -> TicketId.ofDigits(row.getString(1)), address));
            mails.addAll(Sql.list(connection, "select mail from ticket_event where mail <> '' and ticket in (select k.id" + OF + ")", row -> row.getString(1), address));
        }
        return new Conversations(tickets, mails);
    }
}
