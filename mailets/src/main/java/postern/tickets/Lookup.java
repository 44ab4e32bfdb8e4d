package postern.tickets;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import postern.desk.TicketId;
import postern.triage.Clues;
import postern.triage.Known;

/** Finds the tickets that a mail's clues point to. Hashing is done when it is made, off the writer thread. */
final class Lookup {
    private static final String SILENT = "case when t.state <> 'open' then t.news end as silent";
    /** Of a mail that came before the one it refers to, so many references are waited for. */
    private static final int AWAITED = 5;

    private final Clues clues;
    private final Optional<String> messageId;
    /** Message-ID by the hex of its key. */
    private final Map<String, String> references = new LinkedHashMap<>();
    private final List<byte[]> keys = new ArrayList<>();

    Lookup(Clues clues, Optional<String> messageId) {
        this.clues = clues;
        this.messageId = messageId;
        for (Clues.Reference reference : clues.references()) {
            for (String person : clues.people()) {
                byte[] key = Fingerprint.key(reference.id(), person);
                keys.add(key);
                references.put(HexFormat.of().formatHex(key), reference.id());
            }
        }
    }

    Known known(Connection connection) throws SQLException {
        Map<String, TicketId> byReference = new HashMap<>();
        Map<TicketId, Known.Standing> tickets = new HashMap<>();
        if (!keys.isEmpty()) {
            Sql.list(connection, "select r.key, t.number, " + SILENT + " from ticket_reference r join ticket t on t.id = r.ticket where r.key in ("
                + marks(keys.size()) + ") and not r.awaited", row -> {
                    TicketId ticket = Rows.ticketId(row.getLong("number"));
                    byReference.put(references.get(HexFormat.of().formatHex(row.getBytes("key"))), ticket);
                    return tickets.put(ticket, new Known.Standing(true, Sql.instant(row, "silent")));
                }, keys.toArray());
        }
        List<TicketId> named = new ArrayList<>(clues.tags());
        clues.references().forEach(reference -> reference.signed().ifPresent(named::add));
        for (TicketId ticket : named) {
            if (!tickets.containsKey(ticket)) {
                standing(connection, ticket).ifPresent(standing -> tickets.put(ticket, standing));
            }
        }
        return new Known(byReference, tickets);
    }

    private Optional<Known.Standing> standing(Connection connection, TicketId ticket) throws SQLException {
        List<Object> values = new ArrayList<>(clues.people());
        values.add(Rows.number(ticket));
        return Sql.first(connection, "select " + SILENT + ", exists (select 1 from ticket_participant where ticket = t.id and address in ("
            + marks(clues.people().size()) + ")) as participant from ticket t where number = ?",
            row -> new Known.Standing(row.getBoolean("participant"), Sql.instant(row, "silent")), values.toArray());
    }

    /** @return the ticket of a reply by the same sender that overtook this mail on its way */
    Optional<TicketId> overtaken(Connection connection) throws SQLException {
        if (messageId.isEmpty() || clues.people().isEmpty()) {
            return Optional.empty();
        }
        Object[] own = clues.people().stream().map(person -> (Object) Fingerprint.key(messageId.get(), person)).toArray();
        return Sql.first(connection, "select t.number from ticket_reference r join ticket t on t.id = r.ticket where r.key in ("
            + marks(own.length) + ") and r.awaited", row -> Rows.ticketId(row.getLong(1)), own);
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

    private static String marks(int count) {
        return String.join(",", Collections.nCopies(count, "?"));
    }
}
