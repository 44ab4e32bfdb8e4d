package postern.tickets;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.triage.Choice;

/**
 * Tickets that went on as one, and tickets that were parted. A merged ticket keeps its row, number and people, by which later mails
 * find it; they join the survivor. Each look and each change is part of a caller's unit of work.
 */
public final class Merges {
    private static final int DRAWS = 64;
    /** A ticket, the second value, and those that go on as it. */
    private static final String WITH_MERGED = "(select id from ticket where id = ?2 or merged = ?2)";

    private Merges() {
    }

    /** @return the ticket that goes on with this one; itself if it was not merged, or is not there */
    public static TicketId survivor(Connection connection, TicketId ticket) throws SQLException {
        return Sql.first(connection, "select s.number from ticket t join ticket s on s.id = t.merged where t.number = ?",
            row -> Rows.ticketId(row.getLong(1)), Rows.number(ticket)).orElse(ticket);
    }

    /** What a mail joins: the survivor of the ticket that it was found to belong to, whose people it then has a say among. */
    static Choice followed(Connection connection, Choice choice, List<String> people) throws SQLException {
        if (!(choice instanceof Choice.Join join)) {
            return choice;
        }
        TicketId survivor = survivor(connection, join.ticket());
        if (survivor.equals(join.ticket())) {
            return join;
        }
        for (String person : join.participant() ? people : List.<String>of()) {
            Sql.update(connection, "insert or ignore into ticket_participant select id, ? from ticket where number = ?", person, Rows.number(survivor));
        }
        return new Choice.Join(survivor, join.participant(), join.reasons());
    }

    /** The row of the ticket that a mail belongs to now: a ticket may go on as another one while its mail is decided. */
    static long followed(Connection connection, long ticket, String mail) throws SQLException {
        return Sql.first(connection, "update ticket_mail set ticket = t.merged from ticket t where name = ? and t.id = ticket_mail.ticket"
            + " and t.merged is not null returning ticket", row -> row.getLong(1), mail).orElse(ticket);
    }

    /** @param last row that was looked at */
    public record Page(List<TicketId> tickets, long last, boolean end) {
        public Page {
            tickets = List.copyOf(tickets);
        }
    }

    /** @return those of the next rows whose mails are to be seen: what is not done, and what went on as another ticket */
    public static Page page(Connection connection, long after, int rows) throws SQLException {
        record Row(long id, TicketId ticket, boolean seen) {
        }
        List<Row> next = Sql.list(connection, "select id, number, state <> 'done' or merged is not null from ticket where id > ? order by id limit ?",
            row -> new Row(row.getLong(1), Rows.ticketId(row.getLong(2)), row.getBoolean(3)), after, rows);
        return new Page(next.stream().filter(Row::seen).map(Row::ticket).toList(), next.isEmpty() ? after : next.getLast().id(), next.size() < rows);
    }

    /**
     * Lets a ticket go on as another one.
     *
     * @param mails that were its own
     * @return the merge, of which {@link #actOf} is to be told
     */
    public static long merge(Connection connection, TicketId ticket, TicketId survivor, List<Long> mails, Instant at, Desk desk) throws SQLException {
        long merge = Sql.first(connection, """
            insert into ticket_merge(ticket, survivor, state, closed, at) select t.id, s.id, t.state, t.closed, ? from ticket t, ticket s
              where t.number = ? and s.number = ? returning id""", row -> row.getLong(1), at, Rows.number(ticket), Rows.number(survivor)).orElseThrow();
        for (long mail : mails) {
            Sql.update(connection, "insert into ticket_merge_mail values (?, ?)", merge, mail);
        }
        Sql.update(connection, """
            update ticket set merged = m.survivor from ticket_merge m where m.id = ? and (ticket.id = m.ticket or ticket.merged = m.ticket)""", merge);
        join(connection, ticket, survivor);
        Sql.update(connection, "update ticket set state = 'done', closed = ?, escalates = null where number = ?", at, Rows.number(ticket));
        Optional<Long> owed = MergedClocks.merge(connection, ticket, survivor, at, desk);
        Sql.update(connection, "update ticket_merge set owed = ? where id = ?", owed, merge);
        return merge;
    }

    /** From now on a hold on either, or on one that belongs to either, keeps both; the archive's records of one may be the other's. */
    private static void join(Connection connection, TicketId one, TicketId other) throws SQLException {
        Sql.update(connection, "update ticket set family = coalesce(family, id) where number in (?, ?)", Rows.number(one), Rows.number(other));
        Sql.update(connection, "update ticket set family = (select family from ticket where number = ?1) where family = (select family from ticket where number = ?2)",
            Rows.number(one), Rows.number(other));
    }

    /** Writes down by which act of the survivor's journal a merge was. */
    public static void actOf(Connection connection, long merge, long act) throws SQLException {
        Sql.update(connection, "update ticket_merge set act = ? where id = ?", act, merge);
    }

    /**
     * A merge that was not taken back.
     *
     * @param act in the journal of the survivor
     * @param mails that came with the ticket
     */
    public record Merge(long id, TicketId ticket, long act, List<Long> mails) {
        public Merge {
            mails = List.copyOf(mails);
        }
    }

    /** @return the last merge by which this mail came to the survivor */
    public static Optional<Merge> by(Connection connection, TicketId survivor, long mail) throws SQLException {
        Optional<Merge> found = Sql.first(connection, """
            select m.id, t.number, m.act from ticket_merge m join ticket t on t.id = m.ticket join ticket_merge_mail l on l.merge = m.id
              where m.survivor = (select id from ticket where number = ?) and l.mail = ? order by m.id desc limit 1""",
            row -> new Merge(row.getLong(1), Rows.ticketId(row.getLong(2)), row.getLong(3), List.of()), Rows.number(survivor), mail);
        return withMails(connection, found);
    }

    /** @return the merge that was this act of the survivor's journal */
    public static Optional<Merge> of(Connection connection, long act) throws SQLException {
        return withMails(connection, Sql.first(connection, "select m.id, t.number, m.act from ticket_merge m join ticket t on t.id = m.ticket where m.act = ?",
            row -> new Merge(row.getLong(1), Rows.ticketId(row.getLong(2)), row.getLong(3), List.of()), act));
    }

    private static Optional<Merge> withMails(Connection connection, Optional<Merge> found) throws SQLException {
        if (found.isEmpty()) {
            return found;
        }
        List<Long> mails = Sql.list(connection, "select mail from ticket_merge_mail where merge = ?", row -> row.getLong(1), found.get().id());
        return Optional.of(new Merge(found.get().id(), found.get().ticket(), found.get().act(), mails));
    }

    /** The ticket goes on by itself, as it stood before, with those that had been merged into it. */
    public static void takeBack(Connection connection, Merge merge, Instant at, Desk desk) throws SQLException {
        record Owed(TicketId survivor, long event) {
        }
        Optional<Owed> owed = Sql.first(connection, "select s.number, m.owed from ticket_merge m join ticket s on s.id = m.survivor"
            + " where m.id = ? and m.owed is not null", row -> new Owed(Rows.ticketId(row.getLong(1)), row.getLong(2)), merge.id());
        if (owed.isPresent()) {
            MergedClocks.release(connection, owed.get().survivor(), owed.get().event(), at, desk);
        }
        Sql.update(connection, "update ticket set state = m.state, closed = m.closed, merged = null from ticket_merge m where m.id = ? and ticket.id = m.ticket",
            merge.id());
        Changing.renew(connection, Sql.first(connection, "select ticket from ticket_merge where id = ?", row -> row.getLong(1), merge.id()).orElseThrow(), at, desk);
        Sql.update(connection, "update ticket set merged = m.survivor from ticket_merge m where ticket.id = m.ticket and m.survivor ="
            + " (select ticket from ticket_merge where id = ?)", merge.id());
        Sql.update(connection, "delete from ticket_merge_mail where merge = ?", merge.id());
        Sql.update(connection, "delete from ticket_merge where id = ?", merge.id());
        MergedClocks.takeBack(connection, merge.ticket(), at, desk);
    }

    /**
     * Opens a ticket beside another one: of the same people, topic, turn and clock. What refers to the mails from now on joins it.
     *
     * @param messageIds of the mails that go with it, with angle brackets
     */
    public static TicketId part(Connection connection, TicketId ticket, List<String> messageIds, Instant at, RandomGenerator random) throws SQLException {
        long old = Sql.first(connection, "select id from ticket where number = ?", row -> row.getLong(1), Rows.number(ticket)).orElseThrow();
        long parted = draw(connection, old, at, random);
        // What came by a merge is still referred to as the merged ticket's, by its people.
        Sql.update(connection, "insert or ignore into ticket_participant select ?1, address from ticket_participant where ticket in "
            + WITH_MERGED, parted, old);
        List<String> people = Sql.list(connection, "select address from ticket_participant where ticket = ?", row -> row.getString(1), parted);
        for (String id : messageIds) {
            for (String person : people) {
                Sql.update(connection, "update ticket_reference set ticket = ?1 where key = ?3 and ticket in " + WITH_MERGED, parted, old,
                    Fingerprint.key(id, person));
            }
        }
        MergedClocks.part(connection, old, parted);
        TicketId fresh = Rows.ticket(connection, parted).orElseThrow().id();
        join(connection, ticket, fresh);
        return fresh;
    }

    private static long draw(Connection connection, long old, Instant at, RandomGenerator random) throws SQLException {
        for (int draw = 0; draw < DRAWS; draw++) {
            Optional<Long> row = Sql.first(connection, """
                insert into ticket(number, state, customer, subject, language, topic, team, agent, priority, deadline, opened, news, answered, closed, predecessor,
                    proven, tier, escalates, response, resolution)
                  select ?, state, customer, subject, language, topic, team, agent, priority, deadline, ?, ?, answered, closed, id, proven, tier, escalates, response, resolution
                  from ticket where id = ? on conflict(number) do nothing returning id""", r -> r.getLong(1), Rows.number(TicketId.random(random)), at, at, old);
            if (row.isPresent()) {
                return row.get();
            }
        }
        throw new SQLException("no free ticket number in " + DRAWS + " draws");
    }
}
