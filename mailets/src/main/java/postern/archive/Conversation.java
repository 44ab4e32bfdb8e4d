package postern.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import postern.desk.TicketId;
import postern.letter.LetterReader;
import postern.store.Store;
import postern.tickets.Sql;

/**
 * All that belongs to a ticket: with the tickets that go on as one with it, whatever number one asks for, and with the mails that went along
 * when it was parted from another one, whose events name them.
 */
final class Conversation {
    private static final int KEY = 16;
    /** Tickets that were parted from one another in a row. */
    private static final int DEEPEST = 20;

    private final Store store;
    private final Archive archive;
    private final List<TicketId> tickets;

    Conversation(Store store, Archive archive, TicketId ticket) {
        this.store = store;
        this.archive = archive;
        this.tickets = store.read(connection -> as(ticket, Sql.list(connection, """
            select t.number from ticket o join ticket t on t.id = coalesce(o.merged, o.id) or t.merged = coalesce(o.merged, o.id)
            where o.number = ? order by t.number""", row -> TicketId.ofDigits(row.getString(1)), Catalogue.digits(ticket))));
    }

    /** The archive may know a ticket that the desk has not. */
    private static List<TicketId> as(TicketId asked, List<TicketId> found) {
        return found.isEmpty() ? List.of(asked) : found;
    }

    /** Accepted and sent, in the order of the chain. */
    List<Archived> mails() throws IOException {
        Map<Long, Archived> mails = new TreeMap<>();
        for (TicketId ticket : tickets) {
            archive.ofTicket(ticket).forEach(mail -> mails.put(mail.number(), mail));
        }
        for (TicketId ticket : tickets) {
            along(ticket, mails);
        }
        return List.copyOf(mails.values());
    }

    List<Catalogue.Place> events() {
        return tickets.stream().flatMap(ticket -> archive.eventPlaces(ticket).stream()).sorted(Comparator.comparingLong(Catalogue.Place::number)).toList();
    }

    /** The folders know by its Message-ID which mail is which ticket's now; what was sent because of a mail goes with it. */
    private void along(TicketId ticket, Map<Long, Archived> mails) throws IOException {
        Set<ByteBuffer> own = store.read(connection -> references(connection, ticket));
        Set<String> names = new HashSet<>();
        for (TicketId before : store.read(connection -> predecessors(connection, ticket))) {
            List<Archived> there = archive.ofTicket(before);
            for (Archived mail : there) {
                if (mail.erased().isEmpty() && !mails.containsKey(mail.number()) && key(mail).filter(own::contains).isPresent()) {
                    mails.put(mail.number(), mail);
                    names.add(mail.name());
                }
            }
            there.stream().filter(mail -> names.contains(Catalogue.origin(mail.name()))).forEach(mail -> mails.put(mail.number(), mail));
        }
    }

    private static Set<ByteBuffer> references(Connection connection, TicketId ticket) throws SQLException {
        boolean folders = Sql.first(connection, "select 1 from sqlite_master where name = 'mailbox_ticket'", row -> true).isPresent();
        return folders ? Sql.list(connection, "select reference from mailbox_ticket where ticket = ? and reference is not null", row -> ByteBuffer.wrap(row.getBytes(1)),
            Catalogue.digits(ticket)).stream().collect(Collectors.toSet()) : Set.of();
    }

    /** Tickets from which it was parted, and those from which they were, the nearest first. */
    private static List<TicketId> predecessors(Connection connection, TicketId ticket) throws SQLException {
        return Sql.list(connection, """
            with recursive before(id, depth) as (
              select predecessor, 1 from ticket where number = ?1 and predecessor is not null
              union all select t.predecessor, depth + 1 from before b join ticket t on t.id = b.id where t.predecessor is not null and depth < ?2)
            select t.number from before b join ticket t on t.id = b.id order by depth""", row -> TicketId.ofDigits(row.getString(1)), Catalogue.digits(ticket), DEEPEST);
    }

    private static Optional<ByteBuffer> key(Archived mail) throws IOException {
        try (InputStream raw = mail.raw()) {
            return new LetterReader().read(raw.readAllBytes()).messageId()
                .map(id -> ByteBuffer.wrap(Arrays.copyOf(Store.Bodies.sha256(id.getBytes(StandardCharsets.UTF_8)), KEY)));
        }
    }
}
