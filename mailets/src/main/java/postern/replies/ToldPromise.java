package postern.replies;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import postern.desk.TicketId;
import postern.store.Schema;
import postern.tickets.Sql;

/**
 * A time that a customer was told. Remembered until it has passed: then it was kept, or the customer hears of it once.
 *
 * @param mail name of the mail that was acknowledged
 * @param address canonical envelope sender of that mail
 * @param at when it was told
 * @param service address that the customer wrote to
 */
public record ToldPromise(TicketId ticket, String mail, String address, Instant at, Instant deadline, String service, Thread thread) {
    static final Schema SCHEMA = new Schema("promises", List.of("""
        create table promise_told (
          ticket text primary key,
          mail text not null,
          address text not null,
          at integer not null,
          deadline integer not null,
          service text not null,
          language text not null,
          answers text,
          citing text not null
        ) without rowid;
        create index promise_told_deadline on promise_told(deadline, ticket);
        create index promise_told_address on promise_told(address);
        """));

    /**
     * What a mail that follows needs of the customer's mail.
     *
     * @param language of the desk's texts, BCP 47
     * @param answers its Message-ID
     * @param references its own, oldest first, separated by blanks
     */
    public record Thread(String language, Optional<String> answers, String references) {
    }

    /** @return promises that are over, in the order of deadline and ticket, from behind one of them on */
    public static List<ToldPromise> passed(Connection connection, Instant before, Optional<ToldPromise> behind, int atMost) throws SQLException {
        return Sql.list(connection, "select * from promise_told where deadline < ? and (deadline, ticket) > (?, ?)"
            + " order by deadline, ticket limit ? + 0", ToldPromise::read, before, behind.map(ToldPromise::deadline).orElse(Instant.EPOCH),
            behind.map(last -> last.ticket().value()).orElse(""), atMost);
    }

    private static ToldPromise read(ResultSet row) throws SQLException {
        return new ToldPromise(TicketId.ofDigits(row.getString("ticket").replace("-", "")), row.getString("mail"), row.getString("address"),
            Instant.ofEpochMilli(row.getLong("at")), Instant.ofEpochMilli(row.getLong("deadline")), row.getString("service"),
            new Thread(row.getString("language"), Optional.ofNullable(row.getString("answers")), row.getString("citing")));
    }

    /** Remembers it, or again. */
    public void remember(Connection connection) throws SQLException {
        Sql.update(connection, "insert or ignore into promise_told values (?, ?, ?, ?, ?, ?, ?, ?, ?)", ticket.value(), mail, address, at, deadline,
            service, thread.language(), thread.answers(), thread.references());
    }

    /** Forgets what one person was told of tickets that go on as this one: one notice says it for all. */
    public static void forgetMerged(Connection connection, TicketId survivor, String address) throws SQLException {
        for (String number : Sql.list(connection, "select number from ticket where merged = (select id from ticket where number = ?1) or number = ?1",
                row -> row.getString(1), Long.parseLong(survivor.value().replace("-", "")))) {
            Sql.update(connection, "delete from promise_told where ticket = ? and address = ?", TicketId.ofDigits(number).value(), address);
        }
    }

    /** @return whether it was still remembered */
    public boolean forget(Connection connection) throws SQLException {
        return Sql.update(connection, "delete from promise_told where ticket = ?", ticket.value()) > 0;
    }
}
