package postern.tickets;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.store.Work;
import postern.triage.Choice;
import postern.triage.Matching;

/**
 * The unit of work that writes an agent's answer down with its ticket. The clues' people are those whom the agent writes to: an
 * answer belongs to the ticket of which one of them is a participant, or on which one has written.
 */
final class Answering implements Work<Optional<TicketId>> {
    private final Placement mail;
    private final String agent;
    private final Predicate<Ticket> allowed;
    private final Desk desk;
    private final Lookup lookup;

    /** @param allowed which tickets the agent may answer; a ticket that has the answer already is not asked about again */
    Answering(Placement mail, String agent, Predicate<Ticket> allowed, Desk desk) {
        this.mail = mail;
        this.agent = agent;
        this.allowed = allowed;
        this.desk = desk;
        this.lookup = new Lookup(mail.clues(), mail.messageId());
    }

    @Override
    public Optional<TicketId> on(Connection connection) throws SQLException {
        Optional<TicketId> before = Sql.first(connection, "select t.number from ticket_mail m join ticket t on t.id = m.ticket where m.name = ?",
            row -> Rows.ticketId(row.getLong(1)), mail.mail());
        if (before.isPresent()) {
            return before;
        }
        Optional<Choice.Join> found = found(connection);
        if (found.isEmpty() || !mayAnswer(connection, found.get().ticket())) {
            return Optional.empty();
        }
        Choice.Join join = found.get();
        long ticket = Sql.first(connection, "update ticket set state = 'waiting', chasers = 0, answered = ?, closed = null where number = ? returning id",
            row -> row.getLong(1), mail.receivedAt(), Rows.number(join.ticket())).orElseThrow(() -> new SQLException("ticket " + join.ticket() + " vanished"));
        Sql.update(connection, "insert into ticket_mail(name, ticket, kind, chasers, reasons, decided) values (?, ?, 'answered', 0, ?, 1)", mail.mail(),
            ticket, Rows.written(join.reasons()));
        for (String reader : mail.participants()) {
            Sql.update(connection, "insert or ignore into ticket_participant values (?, ?)", ticket, reader);
            Sql.update(connection, "insert into correspondent values (?, ?) on conflict(address) do update set answered = excluded.answered", reader,
                mail.receivedAt());
        }
        lookup.remember(connection, ticket, mail.participants());
        lookup.rememberSent(connection, ticket, mail.participants());
        Rows.event(connection, ticket, new TicketEvent(mail.receivedAt(), "answered", mail.mail(), agent + ", " + Rows.spoken(join.reasons())),
            Optional.of(Turn.of(mail.receivedAt(), Turn.Kind.ANSWERED, false)));
        ClockCache.keep(connection, ticket, desk);
        return Optional.of(join.ticket());
    }

    private boolean mayAnswer(Connection connection, TicketId ticket) throws SQLException {
        return Sql.first(connection, "select * from ticket where number = ?", Rows::ticket, Rows.number(ticket)).filter(allowed).isPresent();
    }

    /** @return the ticket that the mail answers, with the reasons */
    Optional<Choice.Join> found(Connection connection) throws SQLException {
        return Matching.choose(mail.clues(), lookup.known(connection, Optional.empty()), mail.receivedAt(), mail.policy()) instanceof Choice.Join join
            && (join.participant() || wroteOn(connection, join.ticket()))
            && Merges.followed(connection, join, List.of()) instanceof Choice.Join followed ? Optional.of(followed) : Optional.empty();
    }

    /** A customer may ask from a second address. Whoever never wrote gets a mail passed on, which answers nobody. */
    private boolean wroteOn(Connection connection, TicketId ticket) throws SQLException {
        for (String reader : mail.participants()) {
            if (Sql.first(connection, "select 1 from ticket_writer where ticket = (select id from ticket where number = ?) and address = ?",
                    row -> true, Rows.number(ticket), reader).isPresent()) {
                return true;
            }
        }
        return false;
    }
}
