package postern.gestures;

import java.sql.Connection;
import java.sql.ResultSet;
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

/** Which answers were taken for which ticket, and which are held back because a colleague was first. Thread-safe. */
@Singleton
public final class GivenAnswers {
    private static final Schema SCHEMA = new Schema("submission", List.of("""
        create table submission_answer (id integer primary key, ticket text not null, agent text not null, at integer not null, mail text not null unique);
        create index submission_answer_ticket on submission_answer(ticket, id);
        """, """
        create table submission_held (mail text primary key, ticket text not null, agent text not null, recipients text not null, first text not null,
          first_at integer not null, at integer not null, released integer) without rowid;
        create index submission_held_ticket on submission_held(ticket, at) where released is null;
        """, """
        alter table submission_held add column entry integer;
        alter table submission_held add column discarded integer;
        create index submission_held_entry on submission_held(entry) where released is null;
        """));

    private final Store store;

    @Inject
    public GivenAnswers(Store store) {
        store.migrate(SCHEMA);
        this.store = store;
    }

    /** An answer that left. @param agent login */
    public record Given(String agent, Instant at) {
    }

    /**
     * An answer that waits for its release.
     *
     * @param mail name under which it came
     * @param agent login of its writer
     * @param first the colleague's answer that its writer had not seen
     */
    public record Held(String mail, TicketId ticket, String agent, List<String> recipients, Given first, Instant at) {
        public Held {
            recipients = List.copyOf(recipients);
        }

        Held by(String login) {
            return new Held(mail, ticket, login, recipients, first, at);
        }
    }

    /** @return the ticket's last answer that left */
    public Optional<Given> last(Connection connection, TicketId ticket) throws SQLException {
        return Sql.first(connection, "select agent, at from submission_answer where ticket = ? order by id desc limit 1",
            row -> new Given(row.getString(1), Instant.ofEpochMilli(row.getLong(2))), ticket.value());
    }

    public void give(Connection connection, TicketId ticket, Given given, String mail) throws SQLException {
        Sql.update(connection, "insert or ignore into submission_answer(ticket, agent, at, mail) values (?, ?, ?, ?)", ticket.value(), given.agent(),
            given.at(), mail);
    }

    public void hold(Connection connection, Held held) throws SQLException {
        Sql.update(connection, "insert or ignore into submission_held(mail, ticket, agent, recipients, first, first_at, at) values (?, ?, ?, ?, ?, ?, ?)",
            held.mail(), held.ticket().value(), held.agent(), String.join("\n", held.recipients()), held.first().agent(), held.first().at(), held.at());
    }

    /** @return whether a mail was taken to be held back, and has not left under its own name; also after its release */
    public Optional<Held> held(String mail) {
        return store.read(connection -> Sql.first(connection, "select * from submission_held where mail = ?", GivenAnswers::held, mail));
    }

    /** @return the ticket's answers that wait, the newest first */
    List<Held> held(Connection connection, TicketId ticket) throws SQLException {
        return Sql.list(connection, "select * from submission_held where ticket = ? and released is null order by at desc", GivenAnswers::held, ticket.value());
    }

    /** @return those that wait, of a ticket or as the mail of a folder */
    List<Held> held(Connection connection, TicketId ticket, long entry) throws SQLException {
        return Sql.list(connection, "select * from submission_held where (ticket = ? or entry = ?) and released is null", GivenAnswers::held,
            ticket.value(), entry);
    }

    /** @return as which mail of a folder it waits; empty until that is {@link #laid written down} */
    Optional<Long> entry(Connection connection, Held held) throws SQLException {
        return Sql.first(connection, "select entry from submission_held where mail = ? and entry is not null", row -> row.getLong(1), held.mail());
    }

    void laid(Connection connection, Held held, long entry) throws SQLException {
        Sql.update(connection, "update submission_held set entry = ? where mail = ?", entry, held.mail());
    }

    boolean isDiscarded(Connection connection, Held held) throws SQLException {
        return Sql.first(connection, "select 1 from submission_held where mail = ? and discarded is not null", row -> true, held.mail()).isPresent();
    }

    /** @param at empty if it waits again */
    void discarded(Connection connection, Held held, Optional<Instant> at) throws SQLException {
        Sql.update(connection, "update submission_held set discarded = ? where mail = ?", at, held.mail());
    }

    /** @return names under which a ticket's answers left */
    List<String> left(Connection connection, TicketId ticket) throws SQLException {
        return Sql.list(connection, "select mail from submission_answer where ticket = ?", row -> row.getString(1), ticket.value());
    }

    /** Gives an answer to another ticket. @param mail name under which it came */
    void rehome(Connection connection, String mail, TicketId to) throws SQLException {
        Sql.update(connection, "update submission_answer set ticket = ? where mail = ?", to.value(), mail);
        Sql.update(connection, "update submission_held set ticket = ? where mail = ?", to.value(), mail);
    }

    void released(Connection connection, Held held, Instant at) throws SQLException {
        Sql.update(connection, "update submission_held set released = ? where mail = ?", at, held.mail());
    }

    private static Held held(ResultSet row) throws SQLException {
        return new Held(row.getString("mail"), new TicketId(row.getString("ticket")), row.getString("agent"), List.of(row.getString("recipients").split("\n")),
            new Given(row.getString("first"), Instant.ofEpochMilli(row.getLong("first_at"))), Instant.ofEpochMilli(row.getLong("at")));
    }
}
