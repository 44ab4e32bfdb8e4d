package postern.gestures;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import postern.desk.Priority;
import postern.desk.TicketId;
import postern.store.Store;
import postern.tickets.SqlTickets;
import postern.tickets.Ticket;
import postern.triage.Level;

/** Acts as the journal writes them, for tests of those who read it. */
public final class JournalRows {
    private final Store store;
    private final Journal journal;

    public JournalRows(Store store) {
        this.store = store;
        // The journal asks the ticket's events, which are the tickets' own table.
        new SqlTickets(store, new SplittableRandom(1), () -> {
            throw new IllegalStateException("no desk is asked here");
        });
        this.journal = new Journal(store);
    }

    public void add(TicketId ticket, Instant at, String by, String act, String from, String to) {
        store.writeAndWait(connection -> {
            Ticket before = new Ticket(ticket, Ticket.State.OPEN, "", "", "", Optional.empty(), Optional.of(from), Optional.empty(),
                Optional.of(Priority.NORMAL), Optional.empty(), Instant.EPOCH, Optional.empty(), Optional.empty(), 0, 0);
            Standing after = new Standing(to, Optional.empty(), Ticket.State.OPEN, Priority.NORMAL, Optional.empty(), Optional.empty(), 1);
            journal.add(connection, new Gestures.Past(0, by, at, before, after, act, new Level(1, Optional.empty())));
            return null;
        });
    }

    public void undo(TicketId ticket) {
        store.writeAndWait(connection -> {
            undo(connection, ticket);
            return null;
        });
    }

    private void undo(Connection connection, TicketId ticket) throws SQLException {
        journal.undo(connection, journal.last(connection, ticket).orElseThrow());
    }
}
