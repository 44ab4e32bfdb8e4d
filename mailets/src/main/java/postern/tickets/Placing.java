package postern.tickets;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import postern.desk.Reason;
import postern.desk.TicketId;
import postern.store.Work;
import postern.triage.Choice;
import postern.triage.Courtesy;
import postern.triage.Gist;
import postern.triage.Match;
import postern.triage.Matching;
import postern.triage.Sketch;

/**
 * The unit of work that finds a mail's ticket or opens one. It runs alone on the writer, so two copies of one mail that come
 * at once are seen one after the other; all hashing is done before.
 */
final class Placing implements Work<Placed> {
    private static final int DRAWS = 64;
    private static final int MOST_PARTICIPANTS = 25;
    private static final int MOST_SUBJECTS = 50;

    private final Placement mail;
    private final RandomGenerator random;
    private final Lookup lookup;

    Placing(Placement mail, RandomGenerator random) {
        this.mail = mail;
        this.random = random;
        this.lookup = new Lookup(mail.clues(), mail.messageId());
    }

    @Override
    public Placed on(Connection connection) throws SQLException {
        Optional<Placed> before = placedBefore(connection);
        if (before.isPresent()) {
            return before.get();
        }
        Optional<Long> first = twinOf(connection);
        if (first.isPresent()) {
            return placed(connection, first.get(), "twin", 0, List.of(Reason.of("twin")));
        }
        Choice choice = Matching.choose(mail.clues(), lookup.known(connection, mail.comparable()), mail.receivedAt(), mail.policy());
        return switch (Merges.followed(connection, choice, mail.clues().people())) {
            case Choice.Open open -> {
                Optional<TicketId> overtaken = lookup.overtaken(connection);
                yield overtaken.isPresent() ? join(connection, new Choice.Join(overtaken.get(), true, List.of(Reason.of("overtaken-by-reply"))))
                    : open(connection, open);
            }
            case Choice.Join join -> join(connection, join);
            case Choice.Apart apart -> Placed.APART;
        };
    }

    private Optional<Placed> placedBefore(Connection connection) throws SQLException {
        record Row(long ticket, String kind, int chasers, String reasons) {
        }
        Optional<Row> row = Sql.first(connection, "select * from ticket_mail where name = ?",
            r -> new Row(r.getLong("ticket"), r.getString("kind"), r.getInt("chasers"), r.getString("reasons")), mail.mail());
        if (row.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(match(connection, row.get().ticket(), row.get().kind(), row.get().chasers(), Rows.read(row.get().reasons())));
    }

    private Optional<Long> twinOf(Connection connection) throws SQLException {
        return mail.fingerprint().isEmpty() ? Optional.empty() : Sql.first(connection, "select ticket from ticket_twin where fingerprint = ?",
            row -> row.getLong(1), (Object) mail.fingerprint().get().octets());
    }

    private Placed open(Connection connection, Choice.Open open) throws SQLException {
        Opened opened = newTicket(connection, open.predecessor());
        long ticket = opened.row();
        List<String> participants = mail.participants().stream().distinct().limit(MOST_PARTICIPANTS).toList();
        for (String participant : participants) {
            Sql.update(connection, "insert or ignore into ticket_participant values (?, ?)", ticket, participant);
        }
        lookup.remember(connection, ticket, participants);
        lookup.await(connection, ticket);
        remember(connection, ticket, "opened", 0, open.reasons());
        Rows.further(connection, ticket, event("opened", open.reasons()), Optional.empty());
        return match(opened.ticket(), "opened", 0, open.reasons());
    }

    private record Opened(long row, Ticket ticket) {
    }

    /** Another number is drawn when one is taken: with a million tickets one draw in nine hundred meets one. */
    private Opened newTicket(Connection connection, Optional<TicketId> predecessor) throws SQLException {
        Gist gist = mail.clues().gist();
        for (int draw = 0; draw < DRAWS; draw++) {
            Optional<Opened> opened = Sql.first(connection, """
                insert into ticket(number, state, customer, subject, language, opened, news, predecessor, proven, orders, sketch)
                values (?, 'open', ?, ?, ?, ?, ?, (select id from ticket where number = ?), ?, ?, ?) on conflict(number) do nothing returning *""",
                row -> new Opened(row.getLong("id"), Rows.ticket(row)), Rows.number(TicketId.random(random)), mail.customer(), mail.subject(), mail.language(),
                mail.receivedAt(), mail.receivedAt(), predecessor.map(Rows::number), mail.clues().proven(), String.join(" ", gist.orders()),
                gist.sketch().map(Sketch::octets));
            if (opened.isPresent()) {
                nameOrders(connection, opened.get().row(), gist.orders());
                return opened.get();
            }
        }
        throw new SQLException("no free ticket number in " + DRAWS + " draws");
    }

    private Placed join(Connection connection, Choice.Join join) throws SQLException {
        long ticket = Sql.first(connection, "select id from ticket where number = ?", row -> row.getLong(1), Rows.number(join.ticket()))
            .orElseThrow(() -> new SQLException("ticket " + join.ticket() + " vanished"));
        int chasers = 0;
        boolean thanks = mail.thanks() && keepsSubject(connection, ticket);
        if (join.participant() && !mail.clues().origin().machine() && !thanks) {
            // Only questions that nobody has answered are chased; the first question after an answer is a new one.
            chasers = Sql.first(connection, "update ticket set chasers = chasers + 1 where id = ? and state = 'open' returning chasers",
                row -> row.getInt(1), ticket).orElse(0);
        }
        if (join.participant()) {
            nameOrders(connection, ticket);
            lookup.remember(connection, ticket, Sql.list(connection, "select address from ticket_participant where ticket = ? limit " + MOST_PARTICIPANTS,
                row -> row.getString(1), ticket));
        } else if (!mail.clues().origin().machine()) {
            for (String writer : mail.clues().people()) {
                Sql.update(connection, "insert or ignore into ticket_writer values (?, ?)", ticket, writer);
            }
        }
        return placed(connection, ticket, "joined", chasers, thanks ? with(join.reasons(), Match.Joined.THANKS) : join.reasons());
    }

    /** The customer of a ticket that was merged goes on under its subject. */
    private boolean keepsSubject(Connection connection, long ticket) throws SQLException {
        return Sql.list(connection, "select subject from ticket where id = ?1 union select subject from ticket"
            + " where family = (select family from ticket where id = ?1) limit " + MOST_SUBJECTS, row -> row.getString(1), ticket).stream()
            .anyMatch(subject -> Courtesy.sameSubject(mail.clues().gist().subject(), subject));
    }

    /** What a further mail names is the ticket's order, too. */
    private void nameOrders(Connection connection, long ticket) throws SQLException {
        Gist gist = mail.clues().gist();
        if (!gist.orders().isEmpty()) {
            Gist before = new Gist("", Sql.first(connection, "select orders from ticket where id = ?", row -> Lookup.orders(row.getString(1)), ticket)
                .orElse(List.of()), Optional.empty());
            List<String> all = before.withOrdersOf(gist).orders();
            if (!all.equals(before.orders())) {
                Sql.update(connection, "update ticket set orders = ? where id = ?", String.join(" ", all), ticket);
                nameOrders(connection, ticket, all);
            }
        }
    }

    private static void nameOrders(Connection connection, long ticket, List<String> orders) throws SQLException {
        for (String order : orders) {
            Sql.update(connection, "insert or ignore into ticket_order(number, ticket) values (?, ?)", order, ticket);
        }
    }

    private Placed placed(Connection connection, long ticket, String kind, int chasers, List<Reason> reasons) throws SQLException {
        remember(connection, ticket, kind, chasers, reasons);
        Rows.event(connection, ticket, event(kind, reasons));
        return match(connection, ticket, kind, chasers, reasons);
    }

    private TicketEvent event(String kind, List<Reason> reasons) {
        return new TicketEvent(mail.receivedAt(), kind, mail.mail(), Rows.spoken(reasons));
    }

    private void remember(Connection connection, long ticket, String kind, int chasers, List<Reason> reasons) throws SQLException {
        Sql.update(connection, "insert into ticket_mail(name, ticket, kind, chasers, reasons) values (?, ?, ?, ?, ?)", mail.mail(), ticket, kind,
            chasers, Rows.written(reasons));
        if (!kind.equals("twin") && mail.fingerprint().isPresent()) {
            Sql.update(connection, "insert or ignore into ticket_twin values (?, ?)", mail.fingerprint().get().octets(), ticket);
        }
    }

    private static List<Reason> with(List<Reason> reasons, String code) {
        return Stream.concat(reasons.stream(), Stream.of(Reason.of(code))).toList();
    }

    private Placed match(Connection connection, long row, String kind, int chasers, List<Reason> reasons) throws SQLException {
        return match(Rows.ticket(connection, row).orElseThrow(() -> new SQLException("ticket row " + row + " vanished")), kind, chasers, reasons);
    }

    private static Placed match(Ticket ticket, String kind, int chasers, List<Reason> reasons) {
        Match match = switch (kind) {
            case "opened" -> new Match.Opened(ticket.id(), reasons);
            case "joined" -> new Match.Joined(ticket.id(), reasons, chasers);
            // An agent's answer with a copy to the desk: written down already, and filed with its ticket.
            case "answered" -> new Match.Joined(ticket.id(), with(reasons, Match.Joined.ANSWER), chasers);
            default -> new Match.Twin(ticket.id(), reasons);
        };
        return new Placed(Optional.of(match), Optional.of(ticket));
    }
}
