package postern.learning;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Singleton;
import postern.desk.TicketId;
import postern.store.Schema;
import postern.store.Store;
import postern.tickets.Sql;
import postern.triage.model.Wording;

/** Lessons in the store, and how far the journal of gestures has been read. */
@Singleton
public final class SqlLessons implements Lessons {
    private static final Schema SCHEMA = new Schema("lessons", List.of("""
        create table lesson (
          ticket text primary key,
          team text not null,
          topic text,
          at integer not null,
          subject text not null,
          text text not null
        );
        create index lesson_at on lesson(at);
        create table lesson_read (one integer primary key check (one = 1), gesture integer not null);
        insert into lesson_read values (1, 0);
        """));

    private final Store store;

    @Inject
    public SqlLessons(Store store) {
        this.store = store;
        store.migrate(SCHEMA);
    }

    @Override
    public List<Lesson> newest(int atMost) {
        return store.read(connection -> Sql.list(connection, "select * from lesson order by at desc, ticket limit ?",
            row -> new Lesson(new TicketId(row.getString("ticket")), row.getString("team"), Optional.ofNullable(row.getString("topic")),
                new Wording(row.getString("subject"), row.getString("text")), Instant.ofEpochMilli(row.getLong("at"))), atMost));
    }

    @Override
    public int since(Instant instant) {
        return store.read(connection -> Sql.first(connection, "select count(*) from lesson where at > ?", row -> row.getInt(1), instant)).orElse(0);
    }

    @Override
    public void forget(TicketId ticket) {
        store.writeAndWait(connection -> forget(connection, ticket));
    }

    /** {@link #forget(TicketId)} as part of a unit of work of the caller's. @return how many */
    public static int forget(Connection connection, TicketId ticket) throws SQLException {
        return Sql.update(connection, "delete from lesson where ticket = ?", ticket.value());
    }

    static void put(Connection connection, Lesson lesson) throws SQLException {
        Sql.update(connection, """
            insert into lesson(ticket, team, topic, at, subject, text) values (?, ?, ?, ?, ?, ?)
            on conflict(ticket) do update set team = excluded.team, topic = excluded.topic, at = excluded.at""",
            lesson.ticket().value(), lesson.team(), lesson.topic(), lesson.at(), lesson.wording().subject(), lesson.wording().text());
    }

    static long read(Connection connection) throws SQLException {
        return Sql.first(connection, "select gesture from lesson_read", row -> row.getLong(1)).orElseThrow();
    }

    static void readUntil(Connection connection, long gesture) throws SQLException {
        Sql.update(connection, "update lesson_read set gesture = ?", gesture);
    }
}
