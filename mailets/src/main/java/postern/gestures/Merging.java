package postern.gestures;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.inject.Singleton;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.store.Store;
import postern.store.Work;
import postern.tickets.Merges;
import postern.tickets.Queues;
import postern.tickets.Ticket;
import postern.tickets.TicketEvent;
import postern.tickets.Tickets;
import postern.triage.Level;

/**
 * Makes one ticket of two, and two of one. The customer is told nothing: later mails to either number join the ticket that goes on. A merge
 * is taken back by parting at one of the mails that came with it, whenever that is; a parted ticket is put back by merging it. Thread-safe.
 */
@Singleton
public final class Merging {
    private final Store store;
    private final Tickets tickets;
    private final Conversations conversations;
    private final Acts acts;
    private final Provider<Desk> desk;
    private final RandomGenerator random;
    private final Journal journal;

    @Inject
    public Merging(Store store, Tickets tickets, Conversations conversations, Acts acts, Provider<Desk> desk, RandomGenerator random) {
        this.store = store;
        this.tickets = tickets;
        this.conversations = conversations;
        this.acts = acts;
        this.desk = desk;
        this.random = random;
        this.journal = new Journal(store);
    }

    /** What became of an order. */
    public enum Outcome { DONE, DENIED, NOTHING }

    /**
     * Lets a ticket go on as another one, which is open if either was, as urgent as the more urgent one and due with the earlier one.
     *
     * @param mail name of the mail that asks; asking again under the same name changes nothing
     */
    public Outcome merge(String mail, TicketId id, TicketId other, Agent agent, Instant at) {
        return once(mail, "merge " + other, (connection, told) -> {
            TicketId from = Merges.survivor(connection, id);
            TicketId into = Merges.survivor(connection, other);
            Optional<Ticket> survivor = tickets.find(connection, into);
            if (survivor.isEmpty() || from.equals(into)) {
                return Outcome.NOTHING;
            }
            Ticket merged = tickets.find(connection, from).orElseThrow();
            if (!may(agent, merged, "rte") || !may(agent, survivor.get(), "ri")) {
                return Outcome.DENIED;
            }
            Standing to = Standing.of(survivor.get(), desk.get()).with(Standing.of(merged, desk.get()));
            Level level = Queues.level(connection, into);
            long merge = Merges.merge(connection, from, into, acts.rehome(connection, from, into), at, desk.get());
            long act = journal.add(connection, new Gestures.Past(0, agent.id(), at, survivor.get(), to, Gestures.MERGE, level));
            Merges.actOf(connection, merge, act);
            Standing now = Standing.of(tickets.find(connection, into).orElseThrow(), desk.get());
            tickets.change(connection, into, Performance.change(now, to, agent.id(), at));
            journal.done(connection, act);
            tickets.note(connection, from, new TicketEvent(at, "merged", "", agent.id() + ", into " + into));
            tickets.note(connection, into, new TicketEvent(at, "merged", "", agent.id() + ", with " + from));
            told.set(to.state() == Ticket.State.OPEN ? acts.show(connection, into, agent.id(), at) : acts.follow(connection, into));
            return Outcome.DONE;
        });
    }

    /**
     * Parts a ticket at a mail: that and what follows goes on as a ticket of its own; or if the mail came by a merge, as the one it was.
     *
     * @param messageIds of the mail, with angle brackets; of several the first that is the ticket's
     */
    public Outcome split(String mail, TicketId id, List<String> messageIds, Agent agent, Instant at) {
        return once(mail, "split", (connection, told) -> {
            Ticket ticket = tickets.find(connection, id).orElseThrow();
            List<Long> parting = conversations.from(connection, id, messageIds);
            if (!may(agent, ticket, "rte")) {
                return Outcome.DENIED;
            }
            Optional<Merges.Merge> merge = parting.isEmpty() ? Optional.empty() : Merges.by(connection, id, parting.getFirst());
            if (merge.isEmpty() && (parting.isEmpty() || parting.size() == conversations.count(connection, id))) {
                return Outcome.NOTHING;
            }
            TicketId parted = merge.isPresent() ? takeBack(connection, ticket, merge.get(), agent, at)
                : Merges.part(connection, id, conversations.messageIds(connection, parting), at, random);
            acts.rehome(connection, merge.map(Merges.Merge::mails).orElse(parting), id, parted);
            tickets.note(connection, id, new TicketEvent(at, "split", "", agent.id() + ", " + parted + " goes by itself"));
            tickets.note(connection, parted, new TicketEvent(at, "split", "", agent.id() + ", from " + id));
            Runnable here = acts.follow(connection, id);
            Runnable there = acts.follow(connection, parted);
            told.set(() -> {
                here.run();
                there.run();
            });
            return Outcome.DONE;
        });
    }

    /** The survivor stands again as before the merge, if nobody changed it since. */
    private TicketId takeBack(Connection connection, Ticket survivor, Merges.Merge merge, Agent agent, Instant at) throws SQLException {
        Merges.takeBack(connection, merge, at, desk.get());
        Optional<Gestures.Past> last = journal.last(connection, survivor.id())
            .filter(past -> past.id() == merge.act() && past.after().sameAs(Standing.of(survivor, desk.get())));
        if (last.isPresent()) {
            journal.undo(connection, last.get());
            tickets.restore(connection, last.get().before(), agent.id(), at);
        }
        return merge.ticket();
    }

    private boolean may(Agent agent, Ticket ticket, String rights) {
        return conversations.may(agent.login(), Standing.of(ticket, desk.get()).folder(desk.get()), rights);
    }

    /** What is done in one unit of work; it sets what tells waiting clients. */
    @FunctionalInterface
    private interface Doing {
        Outcome on(Connection connection, AtomicReference<Runnable> told) throws SQLException;
    }

    private Outcome once(String mail, String order, Doing doing) {
        AtomicReference<Runnable> told = new AtomicReference<>(() -> { });
        Outcome outcome = store.writeAndWait((Work<Outcome>) connection -> {
            if (journal.has(connection, mail, order)) {
                return Outcome.DONE;
            }
            Outcome done = doing.on(connection, told);
            if (done == Outcome.DONE) {
                journal.isNew(connection, mail, order);
            }
            return done;
        });
        told.get().run();
        return outcome;
    }
}
