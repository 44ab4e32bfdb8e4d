package postern.tickets;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import postern.desk.TicketId;
import postern.letter.Origin;
import postern.triage.Clues;
import postern.triage.Gist;
import postern.triage.Known;
import postern.triage.Sketch;

/** Finds the tickets that a mail's clues point to. Hashing is done when it is made, off the writer thread. */
final class Lookup {
    private static final String STANDING = "t.number, coalesce(s.state, t.state) as state, t.proven, t.opened, t.subject, t.orders, t.sketch,"
        + " case when coalesce(s.state, t.state) <> 'open' then coalesce(s.news, t.news) end as silent";
    /** A merged ticket is as open as the one that goes on with it. */
    private static final String SURVIVOR = " left join ticket s on s.id = t.merged ";
    /** Of a mail that came before the one it refers to, so many references are waited for. */
    private static final int AWAITED = 5;

    private final Clues clues;
    private final Optional<String> messageId;
    /** Of one customer's tickets, so many of the newest are compared. */
    private static final int LATEST = 8;
    /** Before an address: a mail that we sent there, which is all that a bounce can speak of. */
    private static final String SENT = "sent ";
    /** Message-ID by the hex of its key. */
    private final Map<String, String> references = new LinkedHashMap<>();
    private final List<byte[]> keys = new ArrayList<>();

    Lookup(Clues clues, Optional<String> messageId) {
        this.clues = clues;
        this.messageId = messageId;
        for (Clues.Reference reference : clues.references()) {
            for (String person : clues.people()) {
                byte[] key = Fingerprint.key(reference.id(), clues.origin() == Origin.BOUNCE ? SENT + person : person);
                keys.add(key);
                references.put(HexFormat.of().formatHex(key), reference.id());
            }
        }
    }

    /** @param customer whose tickets are looked at for the same words and orders; empty for nobody's */
    Known known(Connection connection, Optional<String> customer) throws SQLException {
        Map<String, TicketId> byReference = new HashMap<>();
        Map<TicketId, Known.Standing> tickets = new HashMap<>();
        if (!keys.isEmpty()) {
            Sql.list(connection, "select r.key, " + STANDING + " from ticket_reference r join ticket t on t.id = r.ticket" + SURVIVOR + "where r.key in ("
                + marks(keys.size()) + ") and not r.awaited", row -> {
                    TicketId ticket = Rows.ticketId(row.getLong("number"));
                    byReference.put(references.get(HexFormat.of().formatHex(row.getBytes("key"))), ticket);
                    return tickets.put(ticket, standing(row, true));
                }, keys.toArray());
        }
        List<TicketId> named = new ArrayList<>(clues.tags());
        named.addAll(clues.addressed());
        clues.references().forEach(reference -> reference.signed().ifPresent(named::add));
        for (TicketId ticket : named) {
            if (!tickets.containsKey(ticket)) {
                standing(connection, ticket).ifPresent(standing -> tickets.put(ticket, standing));
            }
        }
        List<TicketId> own = customer.isEmpty() ? List.of() : ofCustomer(connection, customer.get(), tickets);
        return new Known(byReference, tickets, own);
    }

    private Optional<Known.Standing> standing(Connection connection, TicketId ticket) throws SQLException {
        List<Object> values = new ArrayList<>(clues.people());
        values.add(Rows.number(ticket));
        return Sql.first(connection, "select " + STANDING + ", exists (select 1 from ticket_participant where ticket = t.id and address in ("
            + marks(clues.people().size()) + ")) as participant from ticket t" + SURVIVOR + "where t.number = ?",
            row -> standing(row, row.getBoolean("participant")), values.toArray());
    }

    private static Known.Standing standing(ResultSet row, boolean participant) throws SQLException {
        return new Known.Standing(participant, row.getBoolean("proven"), Ticket.State.of(row.getString("state")) == Ticket.State.DONE,
            Instant.ofEpochMilli(row.getLong("opened")), Sql.instant(row, "silent"), new Gist(row.getString("subject"), orders(row.getString("orders")),
                Optional.ofNullable(row.getBytes("sketch")).map(Sketch::ofOctets)));
    }

    private static List<TicketId> ofCustomer(Connection connection, String customer, Map<TicketId, Known.Standing> tickets) throws SQLException {
        return Sql.list(connection, "select " + STANDING + " from ticket t" + SURVIVOR + "where t.customer = ? and t.customer <> '' order by t.id desc limit " + LATEST, row -> {
            TicketId ticket = Rows.ticketId(row.getLong("number"));
            tickets.putIfAbsent(ticket, standing(row, true));
            return ticket;
        }, customer);
    }

    /** Order numbers have no blanks. */
    static List<String> orders(String written) {
        return written.isEmpty() ? List.of() : List.of(written.split(" "));
    }

    /** @return the ticket of a reply by the same sender that overtook this mail on its way */
    Optional<TicketId> overtaken(Connection connection) throws SQLException {
        if (messageId.isEmpty() || clues.people().isEmpty()) {
            return Optional.empty();
        }
        Object[] own = clues.people().stream().map(person -> (Object) Fingerprint.key(messageId.get(), person)).toArray();
        return Sql.first(connection, "select t.number from ticket_reference r join ticket t on t.id = r.ticket where r.key in ("
            + marks(own.length) + ") and r.awaited and t.proven <= " + (clues.proven() ? 1 : 0), row -> Rows.ticketId(row.getLong(1)), own);
    }

    /** Lets the mails that this one refers to join its ticket when they come after it. */
    void await(Connection connection, long ticket) throws SQLException {
        for (byte[] key : keys.stream().limit((long) AWAITED * Math.max(1, clues.people().size())).toList()) {
            Sql.update(connection, "insert or ignore into ticket_reference(key, ticket, awaited) values (?, ?, 1)", key, ticket);
        }
    }

    /** Lets participants refer to this mail later. The first ticket of a Message-ID keeps it: nobody can take it over. */
    void remember(Connection connection, long ticket, List<String> participants) throws SQLException {
        if (messageId.isPresent()) {
            for (String participant : participants) {
                Sql.update(connection, """
                    insert into ticket_reference(key, ticket, awaited) values (?, ?, 0)
                    on conflict(key) do update set awaited = 0 where ticket = excluded.ticket""",
                    Fingerprint.key(messageId.get(), participant), ticket);
            }
        }
    }

    /** Lets bounces of this mail of ours find the ticket. */
    void rememberSent(Connection connection, long ticket, List<String> readers) throws SQLException {
        remember(connection, ticket, readers.stream().map(reader -> SENT + reader).toList());
    }

    private static String marks(int count) {
        return String.join(",", Collections.nCopies(count, "?"));
    }
}
