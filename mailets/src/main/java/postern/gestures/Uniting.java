package postern.gestures;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.inject.Provider;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.desk.Team;
import postern.desk.TicketId;
import postern.tickets.Merges;
import postern.tickets.Queues;
import postern.tickets.Ticket;
import postern.tickets.TicketEvent;
import postern.tickets.Tickets;
import postern.triage.Level;

/** Makes one ticket of two, and two of one, as part of a caller's unit of work; that the mails follow is the caller's part. */
record Uniting(Tickets tickets, Conversations conversations, Provider<Desk> desk, Journal journal, Acts.Means means) {
    /** As the journal calls a merge, with the ticket that goes on. */
    static final String MERGE = "merge";
    /** As the journal calls a split, with the ticket that something was taken from. */
    static final String SPLIT = "split";
    /** As the journal calls a split, with the ticket that goes by itself. */
    static final String PARTED = "parted";

    /**
     * @param touched tickets whose mails are to follow
     * @param shown whether those of them that are open are to be in sight
     */
    record United(Optional<Objection> objection, List<TicketId> touched, boolean shown) {
        static United not(Objection objection) {
            return new United(Optional.of(objection), List.of(), false);
        }

        static United of(TicketId... touched) {
            return new United(Optional.empty(), List.of(touched), false);
        }
    }

    /** Whether an act is more than another standing of its ticket. */
    static boolean is(String act) {
        return act.equals(MERGE) || act.equals(SPLIT) || act.equals(PARTED);
    }

    United merge(Connection connection, TicketId id, TicketId other, Agent agent, Instant at) throws SQLException {
        TicketId from = Merges.survivor(connection, id);
        TicketId into = Merges.survivor(connection, other);
        Optional<Ticket> survivor = tickets.find(connection, into);
        if (survivor.isEmpty() || id.equals(other)) {
            return United.not(Objection.NOT_MERGED);
        }
        Ticket merged = tickets.find(connection, from).orElseThrow();
        if (!may(agent, merged, "rte") || !may(agent, survivor.get(), "ri")) {
            return United.not(Objection.DENIED);
        }
        if (from.equals(into)) {
            // They are one already, whichever of the two was asked to go on.
            return United.of();
        }
        unite(connection, merged, survivor.get(), agent.id(), at, true);
        return new United(Optional.empty(), List.of(into), true);
    }

    private void unite(Connection connection, Ticket merged, Ticket survivor, String by, Instant at, boolean journaled) throws SQLException {
        Standing before = Standing.of(survivor, desk.get());
        Standing after = before.with(Standing.of(merged, desk.get()));
        Gestures.Past past = new Gestures.Past(0, by, at, survivor, after, MERGE, Queues.level(connection, survivor.id()));
        long merge = Merges.merge(connection, merged.id(), survivor.id(), rehome(connection, merged.id(), survivor.id()), at, desk.get());
        long act = 0;
        if (journaled) {
            act = journal.add(connection, past);
            journal.with(connection, act, merged.id());
            Merges.actOf(connection, merge, act);
        }
        Standing now = Standing.of(tickets.find(connection, survivor.id()).orElseThrow(), desk.get());
        tickets.change(connection, survivor.id(), Performance.change(now, after, by, at));
        if (after.tier() > before.tier()) {
            Team team = desk.get().teams().get(after.team());
            Queues.raise(connection, survivor.id(), Level.of(after.tier(), team, desk.get().calendarOf(team), at), Optional.empty());
        }
        journal.done(connection, act);
        tickets.note(connection, merged.id(), new TicketEvent(at, "merged", "", by + ", into " + survivor.id()));
        tickets.note(connection, survivor.id(), new TicketEvent(at, "merged", "", by + ", with " + merged.id()));
    }

    /** Gives all mails of a ticket to another one, with the answers that were given and held. @return which */
    private List<Long> rehome(Connection connection, TicketId from, TicketId to) throws SQLException {
        List<Long> mails = conversations.rehome(connection, from, to);
        means.held().rehome(connection, from, to, mail -> true);
        return mails;
    }

    /** @param parting mails that are to go by themselves; if the first came by a merge, what came with it goes */
    United split(Connection connection, Ticket ticket, List<Long> parting, Agent agent, Instant at) throws SQLException {
        if (!may(agent, ticket, "rte")) {
            return United.not(Objection.DENIED);
        }
        Optional<Merges.Merge> merge = parting.isEmpty() ? Optional.empty() : Merges.by(connection, ticket.id(), parting.getFirst());
        if (merge.isEmpty() && (parting.isEmpty() || parting.size() == conversations.count(connection, ticket.id()))) {
            return United.not(Objection.NOT_SPLIT);
        }
        TicketId parted;
        if (merge.isPresent()) {
            parted = takeBack(connection, ticket, merge.get(), agent.id(), at);
        } else {
            parted = Merges.part(connection, ticket.id(), conversations.messageIds(connection, parting), at, means.random());
            give(connection, ticket.id(), parted, parting);
            told(connection, ticket.id(), parted, agent.id(), at);
        }
        journal(connection, ticket.id(), parted, SPLIT, agent, at);
        journal(connection, parted, ticket.id(), PARTED, agent, at);
        return United.of(ticket.id(), parted);
    }

    private void journal(Connection connection, TicketId id, TicketId other, String act, Agent agent, Instant at) throws SQLException {
        Ticket ticket = tickets.find(connection, id).orElseThrow();
        Gestures.Past past = new Gestures.Past(0, agent.id(), at, ticket, Standing.of(ticket, desk.get()), act, Queues.level(connection, id));
        journal.with(connection, journal.add(connection, past), other);
    }

    /** The survivor stands again as before the merge, if nobody changed it since. @return the ticket that goes by itself again */
    private TicketId takeBack(Connection connection, Ticket survivor, Merges.Merge merge, String by, Instant at) throws SQLException {
        Merges.takeBack(connection, merge, at, desk.get());
        Optional<Gestures.Past> last = journal.lastChange(connection, survivor.id())
            .filter(past -> past.id() == merge.act() && past.after().sameAs(Standing.of(survivor, desk.get())));
        if (last.isPresent()) {
            journal.undo(connection, last.get());
            Queues.raise(connection, survivor.id(), last.get().level(), Optional.empty());
            tickets.restore(connection, last.get().before(), by, at);
        }
        give(connection, survivor.id(), merge.ticket(), merge.mails());
        told(connection, survivor.id(), merge.ticket(), by, at);
        return merge.ticket();
    }

    private void give(Connection connection, TicketId from, TicketId to, List<Long> mails) throws SQLException {
        conversations.rehome(connection, mails, from, to);
        means.held().rehome(connection, from, to, mails::contains);
    }

    private void told(Connection connection, TicketId from, TicketId parted, String by, Instant at) throws SQLException {
        tickets.note(connection, from, new TicketEvent(at, "split", "", by + ", " + parted + " goes by itself"));
        tickets.note(connection, parted, new TicketEvent(at, "split", "", by + ", from " + from));
    }

    /** Takes a merge back, or puts together again what was parted. */
    United undo(Connection connection, Ticket ticket, Gestures.Past past, Instant at) throws SQLException {
        Optional<Ticket> other = other(connection, past);
        if (past.act().equals(MERGE)) {
            Optional<Merges.Merge> merge = Merges.of(connection, past.id());
            return merge.isEmpty() ? United.of(ticket.id()) : United.of(ticket.id(), takeBack(connection, ticket, merge.get(), past.by(), at));
        }
        if (other.isEmpty()) {
            return United.of(ticket.id());
        }
        Ticket whole = past.act().equals(SPLIT) ? ticket : other.get();
        Ticket part = past.act().equals(SPLIT) ? other.get() : ticket;
        for (TicketId id : List.of(whole.id(), part.id())) {
            Optional<Gestures.Past> last = journal.last(connection, id).filter(act -> is(act.act()));
            if (last.isPresent()) {
                journal.undo(connection, last.get());
            }
        }
        unite(connection, part, whole, past.by(), at, false);
        return United.of(whole.id());
    }

    /** @return the other ticket; empty if it went on as a third one since */
    private Optional<Ticket> other(Connection connection, Gestures.Past past) throws SQLException {
        Optional<TicketId> id = journal.other(connection, past.id());
        return id.isEmpty() || !Merges.survivor(connection, id.get()).equals(id.get()) ? Optional.empty() : tickets.find(connection, id.get());
    }

    private boolean may(Agent agent, Ticket ticket, String rights) {
        return conversations.may(agent.login(), Standing.of(ticket, desk.get()).folder(desk.get()), rights);
    }
}
