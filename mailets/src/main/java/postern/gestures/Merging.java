package postern.gestures;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Singleton;
import postern.desk.Agent;
import postern.desk.TicketId;
import postern.store.Store;
import postern.store.Work;
import postern.tickets.Merges;
import postern.tickets.Ticket;
import postern.tickets.Tickets;

/**
 * Makes one ticket of two, and two of one, as an agent asks by mail. The customer is told nothing: later mails to either number join the
 * ticket that goes on. A merge is taken back by parting at one of the mails that came with it, whenever that is; a parted ticket is put back
 * by merging it; within a minute an undo does either. Thread-safe.
 */
@Singleton
public final class Merging {
    private final Store store;
    private final Tickets tickets;
    private final Conversations conversations;
    private final Performance performance;
    private final Journal journal;

    @Inject
    public Merging(Store store, Tickets tickets, Conversations conversations, Acts acts) {
        this.store = store;
        this.tickets = tickets;
        this.conversations = conversations;
        this.performance = acts.performance();
        this.journal = new Journal(store);
    }

    /**
     * Lets a ticket go on as another one, which is open if either was, as urgent as the more urgent one and due with the earlier one.
     *
     * @param mail name of the mail that asks; asking again under the same name changes nothing
     * @return why not; empty if it is done
     */
    public Optional<Objection> merge(String mail, TicketId id, TicketId other, Agent agent, Instant at) {
        return once(mail, "merge " + other, agent, at, connection -> performance.uniting().merge(connection, id, other, agent, at));
    }

    /**
     * Parts a ticket at a mail: that and what follows goes on as a ticket of its own; or if the mail came by a merge, as the one it was.
     *
     * @param messageIds of the mail, with angle brackets; of several the first that is the ticket's
     * @return why not; empty if it is done
     */
    public Optional<Objection> split(String mail, TicketId id, List<String> messageIds, Agent agent, Instant at) {
        return once(mail, "split", agent, at, connection -> {
            Ticket ticket = tickets.find(connection, Merges.survivor(connection, id)).orElseThrow();
            return performance.uniting().split(connection, ticket, conversations.from(connection, ticket.id(), messageIds), agent, at);
        });
    }

    private Optional<Objection> once(String mail, String order, Agent agent, Instant at, Work<Uniting.United> work) {
        record Done(Optional<Objection> objection, Runnable told) {
        }
        Done done = store.writeAndWait((Work<Done>) connection -> {
            if (journal.has(connection, mail, order)) {
                return new Done(Optional.empty(), () -> { });
            }
            Uniting.United united = work.on(connection);
            if (united.objection().isEmpty()) {
                journal.isNew(connection, mail, order);
            }
            return new Done(united.objection(), told(connection, united, agent, at));
        });
        done.told().run();
        return done.objection();
    }

    private Runnable told(Connection connection, Uniting.United united, Agent agent, Instant at) throws SQLException {
        return performance.together(connection, united, agent.id(), at);
    }
}
