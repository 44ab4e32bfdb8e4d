package postern.archive;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import postern.desk.TicketId;
import postern.tickets.Sql;

/** Where in the files a mail and the events of a ticket lie. It can be made anew from the files. */
final class Catalogue {
    private static final String PLACE = "number, day, line";

    private Catalogue() {
    }

    /** Where a record is. */
    record Place(long number, LocalDate day, long line) {
    }

    /** A mail and when it came or went. */
    record Dated(Place place, Instant at) {
    }

    static long digits(TicketId ticket) {
        return Long.parseLong(ticket.value().replace("-", ""));
    }

    /** Name of the mail that a mail of ours was made for: itself for a customer's or an agent's. */
    static String origin(String mail) {
        int dash = mail.indexOf('-');
        return dash > 0 ? mail.substring(0, dash) : mail;
    }

    /** @param links names of the mails that the events are about */
    static void enter(Connection connection, Scribe.Written written, Set<String> links) throws SQLException {
        Entry entry = written.entry();
        switch (entry.what()) {
            case ACCEPTED, SENT -> Sql.update(connection, "insert or replace into archive_mail(number, name, what, at, day, line) values (?, ?, ?, ?, ?, ?)",
                entry.number(), entry.name(), entry.what().word(), entry.at(), written.day().toEpochDay(), written.line());
            case EVENTS -> {
                long ticket = digits(new TicketId(entry.name()));
                Sql.update(connection, "insert or replace into archive_ticket(ticket, number, day, line) values (?, ?, ?, ?)", ticket, entry.number(),
                    written.day().toEpochDay(), written.line());
                for (String mail : links) {
                    Sql.update(connection, "insert or ignore into archive_link(mail, ticket) values (?, ?)", mail, ticket);
                }
            }
            case ERASED -> {
                for (long number : entry.erased()) {
                    Sql.update(connection, "insert or ignore into archive_erased(number, receipt) values (?, ?)", number, entry.name());
                }
            }
            case DAY, SEAL -> { }
        }
    }

    static List<Place> mails(Connection connection, String name) throws SQLException {
        return Sql.list(connection, "select " + PLACE + " from archive_mail where name = ? order by number", Catalogue::place, name);
    }

    /** Where a record with a content lies. */
    static List<Place> numbered(Connection connection, long number) throws SQLException {
        return Sql.list(connection, "select number, day, line from archive_mail where number = ?1 union select number, day, line from archive_ticket where number = ?1",
            Catalogue::place, number);
    }

    /** Mails that the events of the ticket, and of those that go on as it, are about, and what was sent because of them. */
    private static final String OF_TICKET = " from archive_link l join archive_mail m on m.name = l.mail"
        + " or (m.name > l.mail || '-' and m.name < l.mail || '.') where l.ticket = ?1"
        + " or l.ticket in (select t.number from ticket s join ticket t on t.merged = s.id where s.number = ?1) group by m.number order by m.number";

    static List<Place> mailsOf(Connection connection, TicketId ticket) throws SQLException {
        return Sql.list(connection, "select m.number, m.day, m.line" + OF_TICKET, Catalogue::place, digits(ticket));
    }

    /** Names of the ticket's mails, for which no file is read. */
    static Set<String> namesOf(Connection connection, TicketId ticket) throws SQLException {
        return Set.copyOf(Sql.list(connection, "select m.name" + OF_TICKET, row -> row.getString(1), digits(ticket)));
    }

    static List<Place> eventsOf(Connection connection, TicketId ticket) throws SQLException {
        return Sql.list(connection, "select " + PLACE + " from archive_ticket where ticket = ? order by number", Catalogue::place, digits(ticket));
    }

    /** @param after number of the last one seen, which was of the instant {@code from}; 0 for none */
    static List<Dated> between(Connection connection, Instant from, Instant to, long after, int atMost) throws SQLException {
        return Sql.list(connection, "select " + PLACE + ", at from archive_mail where at >= ? and at < ? and (at > ? or number > ?)"
            + " and number not in (select number from archive_erased) order by at, number limit ?",
            row -> new Dated(place(row), Instant.ofEpochMilli(row.getLong(4))), millis(from), millis(to), millis(from), after, atMost);
    }

    /** {@code Instant.MIN} and {@code MAX} stand for any time. */
    private static long millis(Instant instant) {
        Instant last = Instant.ofEpochMilli(Long.MAX_VALUE);
        return instant.isAfter(last) ? Long.MAX_VALUE : instant.isBefore(Instant.EPOCH) ? 0 : instant.toEpochMilli();
    }

    static Optional<TicketId> ticketOf(Connection connection, String mail) throws SQLException {
        return Sql.first(connection, "select ticket from archive_link where mail in (?, ?) order by mail = ? desc limit 1",
            row -> TicketId.ofDigits(Long.toString(row.getLong(1))), mail, origin(mail), mail);
    }

    static Optional<String> receipt(Connection connection, long number) throws SQLException {
        return Sql.first(connection, "select receipt from archive_erased where number = ?", row -> row.getString(1), number);
    }

    /** Numbers of the records in a part of the chain that have a content. */
    static List<Long> numbers(Connection connection, long first, long last) throws SQLException {
        return Sql.list(connection, "select number from archive_mail where number between ?1 and ?2 union select number from archive_ticket where number between ?1 and ?2"
            + " order by 1", row -> row.getLong(1), first, last);
    }

    static Place place(ResultSet row) throws SQLException {
        return new Place(row.getLong(1), LocalDate.ofEpochDay(row.getLong(2)), row.getLong(3));
    }

    static Set<String> names(List<String> mails) {
        Set<String> names = new TreeSet<>(mails);
        names.remove("");
        return names;
    }

    static Head head(Connection connection) throws SQLException {
        return Sql.first(connection, "select number, hash, day, lines, contents, sealed from archive_head", row -> new Head(row.getLong(1), row.getString(2),
            LocalDate.ofEpochDay(row.getLong(3)), row.getLong(4), row.getLong(5), row.getInt(6) != 0)).orElse(Head.NONE);
    }

    static void put(Connection connection, Head head, ArchiveKey key) throws SQLException {
        Sql.update(connection, "insert or replace into archive_head(id, number, hash, day, lines, contents, sealed, mac) values (1, ?, ?, ?, ?, ?, ?, ?)",
            head.number(), head.hash(), head.day().toEpochDay(), head.lines(), head.contents(), head.sealed() ? 1 : 0, key.mac("head " + head));
    }

    /** @return whether the head was written by a holder of the key */
    static boolean isGenuine(Connection connection, ArchiveKey key) throws SQLException {
        Head head = head(connection);
        return head.number() == 0 || Sql.first(connection, "select mac from archive_head", row -> row.getString(1)).filter(key.mac("head " + head)::equals).isPresent();
    }
}
