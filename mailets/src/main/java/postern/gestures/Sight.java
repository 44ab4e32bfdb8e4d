package postern.gestures;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.inject.Provider;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.tickets.Ticket;
import postern.tickets.TicketEvent;
import postern.tickets.Tickets;

/** Puts tickets out of agents' sight and back, as part of a caller's unit of work. */
record Sight(Snoozes snoozes, Tickets tickets, Provider<Desk> desk) {
    /** What nobody has is the agent's who puts it out of sight: else nobody would see it again. */
    static List<Act> taken(List<Act> acts, Standing standing, String by, Desk now) {
        boolean free = standing.agent().isEmpty() && standing.state() == Ticket.State.OPEN && now.teams().get(standing.team()).members().contains(by);
        return free ? Stream.concat(Stream.of(new Act.Give(by)), acts.stream()).toList() : acts;
    }

    /** Whatever says where a ticket is to be brings it back into sight. */
    void after(Connection connection, Ticket ticket, Act act, String by, Instant at) throws SQLException {
        switch (act) {
            case Act.Snooze(Until until) -> {
                Standing standing = Standing.of(ticket, desk.get());
                Optional<Instant> moment = until.from(at, desk.get().calendarOf(desk.get().teams().get(standing.team())));
                if (moment.isPresent() && ticket.state() != Ticket.State.DONE) {
                    snoozes.put(connection, ticket.id(), new Snoozes.Snooze(moment.get(), Optional.of(by), at));
                    tickets.note(connection, ticket.id(), new TicketEvent(at, "snoozed", "", by + ", until " + moment.get()));
                }
            }
            case Act.Rank rank -> { }
            case Act.Shift shift -> { }
            case Act.About about -> { }
            case Act.Assign assign -> woken(connection, ticket.id(), by, at);
            case Act.GiveBack back -> woken(connection, ticket.id(), by, at);
            case Act.Give give -> woken(connection, ticket.id(), by, at);
            case Act.Wait wait -> woken(connection, ticket.id(), by, at);
            case Act.Finish finish -> woken(connection, ticket.id(), by, at);
            case Act.Reopen reopen -> woken(connection, ticket.id(), by, at);
            case Act.Escalate escalate -> woken(connection, ticket.id(), by, at);
            case Act.Junk junk -> woken(connection, ticket.id(), by, at);
            case Act.Undo undo -> { }
            case Act.Wake wake -> woken(connection, ticket.id(), by, at);
        }
    }

    void woken(Connection connection, TicketId ticket, String by, Instant at) throws SQLException {
        if (snoozes.end(connection, ticket)) {
            tickets.note(connection, ticket, new TicketEvent(at, "woken", "", by));
        }
    }
}
