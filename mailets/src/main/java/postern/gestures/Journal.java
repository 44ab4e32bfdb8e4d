package postern.gestures;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import postern.desk.Priority;
import postern.desk.TicketId;
import postern.store.Schema;
import postern.store.Store;
import postern.tickets.Sql;
import postern.tickets.Ticket;
import postern.triage.Level;

/** Each act with the ticket as it was before, so that it can be taken back whole. */
final class Journal {
    private static final Schema SCHEMA = new Schema("gestures", List.of("""
        create table gesture (
          id integer primary key,
          ticket text not null,
          at integer not null,
          by text not null,
          act text not null,
          undone integer not null default 0,
          team text, agent text, state text not null, priority text, deadline integer, answered integer, closed integer,
          chasers integer not null,
          team_after text not null, agent_after text, state_after text not null, priority_after text not null
        );
        create index gesture_ticket on gesture(ticket, id);
        """, """
        create table gesture_order (mail text not null, word text not null, primary key (mail, word)) without rowid;
        """, """
        alter table gesture add column topic text;
        alter table gesture add column topic_after text;
        """, """
        alter table gesture add column tier integer not null default 1;
        alter table gesture add column escalates integer;
        alter table gesture add column tier_after integer not null default 1;
        create index gesture_by on gesture(by, at);
        """, """
        alter table gesture add column event integer; -- of the ticket, the last one that the act wrote
        """, """
        alter table gesture add column other text; -- the other ticket, of a merge or a split
        """));

    Journal(Store store) {
        store.migrate(SCHEMA);
    }

    /** @return the act's number */
    long add(Connection connection, Gestures.Past past) throws SQLException {
        Ticket before = past.before();
        Standing after = past.after();
        return Sql.first(connection, """
            insert into gesture(ticket, at, by, act, team, agent, state, priority, deadline, answered, closed, chasers,
              team_after, agent_after, state_after, priority_after, topic, topic_after, tier, escalates, tier_after)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""", row -> row.getLong(1),
            before.id().value(), past.at(), past.by(), past.act(), before.team(), before.agent(), before.state(), before.priority(), before.deadline(),
            before.answered(), before.closed(), before.chasers(), after.team(), after.agent(), after.state(), after.priority(),
            before.topic(), after.topic(), past.level().tier(), past.level().until(), after.tier()).orElseThrow();
    }

    /** The act is written whole: what happens to the ticket from now on is something else. */
    void done(Connection connection, long act) throws SQLException {
        Sql.update(connection, "update gesture set event = (select max(id) from ticket_event) where id = ?", act);
    }

    /** @return whether a mail asks for this the first time */
    boolean isNew(Connection connection, String mail, String order) throws SQLException {
        return Sql.update(connection, "insert or ignore into gesture_order values (?, ?)", mail, order) == 1;
    }

    /** @return whether what a mail asks for was done */
    boolean has(Connection connection, String mail, String order) throws SQLException {
        return Sql.first(connection, "select 1 from gesture_order where mail = ? and word = ?", row -> true, mail, order).isPresent();
    }

    /** @return whether anything that a mail asks for was done */
    boolean hasAny(Connection connection, String mail) throws SQLException {
        return Sql.first(connection, "select 1 from gesture_order where mail = ? limit 1", row -> true, mail).isPresent();
    }

    /** Writes down which other ticket an act was about, too. */
    void with(Connection connection, long act, TicketId other) throws SQLException {
        Sql.update(connection, "update gesture set other = ? where id = ?", other.value(), act);
    }

    Optional<TicketId> other(Connection connection, long act) throws SQLException {
        return Sql.first(connection, "select other from gesture where id = ? and other is not null", row -> new TicketId(row.getString(1)), act);
    }

    void undo(Connection connection, Gestures.Past past) throws SQLException {
        Sql.update(connection, "update gesture set undone = 1 where id = ?", past.id());
    }

    /**
     * @return the ticket's last act, unless it was taken back, or it changed whose turn it is and somebody wrote since: then the turn
     *     is no longer the act's
     */
    Optional<Gestures.Past> last(Connection connection, TicketId ticket) throws SQLException {
        return last(connection, ticket, "");
    }

    /** {@link #last} of those acts that change how the ticket stands: a split does not. */
    Optional<Gestures.Past> lastChange(Connection connection, TicketId ticket) throws SQLException {
        return last(connection, ticket, " and act not in ('" + Uniting.SPLIT + "', '" + Uniting.PARTED + "')");
    }

    private static Optional<Gestures.Past> last(Connection connection, TicketId ticket, String which) throws SQLException {
        return Sql.first(connection, """
            select * from (select * from gesture where ticket = ?%s order by id desc limit 1) g where undone = 0 and (state = state_after or not exists
              (select 1 from ticket_event e where e.ticket = (select id from ticket where number = ?) and e.turn is not null and e.id > g.event))"""
            .formatted(which), row -> past(row, ticket), ticket.value(), Long.parseLong(ticket.value().replace("-", "")));
    }

    /** @return how many tickets an agent gave back since a moment, not counting what was taken back */
    int returned(Connection connection, String by, Instant since) throws SQLException {
        return Sql.first(connection, "select count(*) from gesture where by = ? and at >= ? and undone = 0 and act = ?", row -> row.getInt(1), by, since,
            Returning.ACT).orElseThrow();
    }

    private static Gestures.Past past(ResultSet row, TicketId id) throws SQLException {
        Ticket before = new Ticket(id, state(row.getString("state")), "", "", "", text(row, "topic"), text(row, "team"), text(row, "agent"),
            text(row, "priority").map(Journal::priority), instant(row, "deadline"), Instant.EPOCH, instant(row, "answered"), instant(row, "closed"),
            row.getInt("chasers"), row.getInt("tier"));
        Standing after = new Standing(row.getString("team_after"), text(row, "agent_after"), state(row.getString("state_after")),
            priority(row.getString("priority_after")), Optional.empty(), text(row, "topic_after"), row.getInt("tier_after"));
        return new Gestures.Past(row.getLong("id"), row.getString("by"), Instant.ofEpochMilli(row.getLong("at")), before, after, row.getString("act"),
            new Level(row.getInt("tier"), instant(row, "escalates")));
    }

    private static Ticket.State state(String word) {
        return Ticket.State.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static Priority priority(String word) {
        return Priority.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
