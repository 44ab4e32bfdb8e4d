package postern.gestures;

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

/**
 * Which tickets are out of sight until when. A snooze changes nothing about its ticket: whose it is, whose turn it is, and when an answer
 * is due, stay as they are. Each look and each change is part of a caller's unit of work.
 */
@Singleton
public final class Snoozes {
    private static final Schema SCHEMA = new Schema("snoozes", List.of("""
        create table snooze (ticket text primary key, until integer not null) without rowid;
        create index snooze_until on snooze(until);
        """, """
        alter table snooze add column by text;
        alter table snooze add column at integer;
        """));

    /** @param by id of the agent who wished it, with {@code at} unknown of a snooze from before they were kept */
    record Snooze(Instant until, Optional<String> by, Instant at) {
        /** Whether it is what an agent did last to its ticket, shortly before. @param last the ticket's last other act */
        boolean isUndoneBy(String agent, Instant back, Optional<Gestures.Past> last) {
            return by.equals(Optional.of(agent)) && Gestures.near(at, back) && last.filter(past -> past.at().isAfter(at)).isEmpty();
        }

        /** Whether it is what another agent did last to the ticket. @param last the ticket's last other act */
        boolean isOfAnotherAfter(String agent, Optional<Gestures.Past> last) {
            return by.isPresent() && !by.get().equals(agent) && last.filter(past -> !past.at().isBefore(at)).isEmpty();
        }
    }

    @Inject
    public Snoozes(Store store) {
        store.migrate(SCHEMA);
    }

    Optional<Instant> until(Connection connection, TicketId ticket) throws SQLException {
        return Sql.first(connection, "select until from snooze where ticket = ?", row -> Instant.ofEpochMilli(row.getLong(1)), ticket.value());
    }

    Optional<Snooze> find(Connection connection, TicketId ticket) throws SQLException {
        return Sql.first(connection, "select until, by, at from snooze where ticket = ?", row -> new Snooze(Instant.ofEpochMilli(row.getLong(1)),
            Optional.ofNullable(row.getString(2)), Instant.ofEpochMilli(row.getLong(3))), ticket.value());
    }

    void put(Connection connection, TicketId ticket, Snooze snooze) throws SQLException {
        Sql.update(connection, "insert or replace into snooze(ticket, until, by, at) values (?, ?, ?, ?)", ticket.value(), snooze.until(), snooze.by().orElse(null),
            snooze.at());
    }

    /** @return whether it was out of sight */
    boolean end(Connection connection, TicketId ticket) throws SQLException {
        return Sql.update(connection, "delete from snooze where ticket = ?", ticket.value()) > 0;
    }

    /** @return tickets whose time has come, the earliest first */
    List<TicketId> over(Connection connection, Instant now, int atMost) throws SQLException {
        return Sql.list(connection, "select ticket from snooze where until <= ? order by until limit ?", row -> new TicketId(row.getString(1)), now, atMost);
    }
}
