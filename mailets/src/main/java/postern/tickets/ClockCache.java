package postern.tickets;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import postern.desk.Desk;
import postern.desk.TicketId;

/** The deadlines stored with tickets: what {@link ClockReading} shows, kept where queries find it. Part of a caller's unit of work. */
public final class ClockCache {
    private ClockCache() {
    }

    /** The turns of a ticket, in the order in which they were written down. */
    public static List<Turn> turns(Connection connection, TicketId ticket) throws SQLException {
        Optional<Long> row = Sql.first(connection, "select id from ticket where number = ?", r -> r.getLong(1), Rows.number(ticket));
        return row.isEmpty() ? List.of() : turns(connection, row.get());
    }

    private static List<Turn> turns(Connection connection, long ticket) throws SQLException {
        return Sql.list(connection, "select at, turn from ticket_event where ticket = ? and turn is not null order by id",
            row -> Turn.read(Instant.ofEpochMilli(row.getLong(1)), row.getString(2)), ticket);
    }

    /** @return the questions of a ticket that nobody has answered, each with the promise it was asked by */
    public static List<Turn> waiting(Connection connection, TicketId ticket) throws SQLException {
        return ClockReading.waiting(turns(connection, ticket));
    }

    /** @return what the clocks show; empty for a ticket without turns, of which only the stored deadline is known */
    public static Optional<ClockReading> reading(Connection connection, TicketId ticket, Desk desk) throws SQLException {
        Optional<Ticket> found = Sql.first(connection, "select * from ticket where number = ?", Rows::ticket, Rows.number(ticket));
        List<Turn> turns = turns(connection, ticket);
        return found.filter(known -> !turns.isEmpty()).map(known -> ClockReading.of(turns, known.topic(), known.team(), desk));
    }

    /** Stores what the clocks of a ticket show now. @return whether that was another deadline than the stored one */
    static boolean keep(Connection connection, long ticket, Desk desk) throws SQLException {
        Optional<Standing> standing = standing(connection, ticket);
        return standing.isPresent() && keep(connection, ticket, standing.get(), standing.get().shown(desk));
    }

    static boolean keep(Connection connection, long ticket, Standing before, Stored shown) throws SQLException {
        if (!shown.equals(before.stored())) {
            Sql.update(connection, "update ticket set deadline = ?, response = ?, resolution = ? where id = ?", shown.deadline(),
                shown.response(), shown.resolution(), ticket);
        }
        return !shown.deadline().equals(before.stored().deadline());
    }

    /** Writes a turn down as an event of its own, and stores what the clocks show then. */
    static void turn(Connection connection, long ticket, Instant at, Optional<Turn> turn, Desk desk) throws SQLException {
        if (turn.isPresent()) {
            Rows.event(connection, ticket, new TicketEvent(at, "recounted", "", turn.get().kind().name().toLowerCase(Locale.ROOT)), turn);
            keep(connection, ticket, desk);
        }
    }

    /** @return whether the stored deadlines are other than what the clocks show */
    static boolean isWrong(Connection connection, long ticket, Desk desk) throws SQLException {
        return standing(connection, ticket).filter(standing -> !standing.shown(desk).equals(standing.stored())).isPresent();
    }

    /** In milliseconds, as columns hold them. */
    record Stored(Optional<Instant> deadline, Optional<Instant> response, Optional<Instant> resolution) {
        private static Stored of(ClockReading reading) {
            return new Stored(millis(reading.nearest()), millis(reading.response()), millis(reading.resolution()));
        }

        private static Optional<Instant> millis(Optional<ClockReading.Due> due) {
            return due.map(one -> one.deadline().truncatedTo(ChronoUnit.MILLIS));
        }
    }

    /** A ticket as its clocks see it: its turns in the order in which they were written down, whose it is, what is stored. */
    record Standing(List<Turn> turns, Optional<String> topic, Optional<String> team, Stored stored) {
        /** @return what is to be stored: what is, for a ticket without turns, of which only the stored deadline is known */
        Stored shown(Desk desk) {
            return turns.isEmpty() ? stored : Stored.of(ClockReading.of(turns, topic, team, desk));
        }

        /** After one more turn, if there is one. */
        Standing after(Optional<Turn> turn) {
            return new Standing(Stream.concat(turns.stream(), turn.stream()).toList(), topic, team, stored);
        }

        /** In other hands. */
        Standing with(Optional<String> newTopic, Optional<String> newTeam) {
            return new Standing(turns, newTopic, newTeam, stored);
        }

        /**
         * A question that comes while the same one waits moves no clock, so it is no turn: a flood of mails makes no ticket slow.
         *
         * @return the turn, unless it says nothing new
         */
        Optional<Turn> news(Turn asked) {
            boolean again = !turns.isEmpty() && turns.getLast().written().equals(asked.written())
                && !asked.at().isBefore(turns.getLast().at());
            return again ? Optional.empty() : Optional.of(asked);
        }
    }

    static Optional<Standing> standing(Connection connection, long ticket) throws SQLException {
        List<Turn> turns = turns(connection, ticket);
        return Sql.first(connection, "select topic, team, deadline, response, resolution from ticket where id = ?",
            row -> new Standing(turns, Sql.text(row, "topic"), Sql.text(row, "team"), new Stored(Sql.instant(row, "deadline"),
                Sql.instant(row, "response"), Sql.instant(row, "resolution"))), ticket);
    }
}
