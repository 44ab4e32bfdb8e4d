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
import postern.letter.Letter;
import postern.store.Store;
import postern.store.Work;
import postern.tickets.Merges;
import postern.tickets.Ticket;
import postern.tickets.TicketEvent;
import postern.tickets.Tickets;
import postern.triage.Docket;
import postern.triage.Match;

/** Does to tickets what people ask for, and lets the mails follow: ticket, journal and folders are one unit of work. Thread-safe. */
@Singleton
public final class Acts {
    /** Who changes a ticket when it was no person. */
    public static final String GATEWAY = "postern";

    private final Store store;
    private final Tickets tickets;
    private final Conversations conversations;
    private final Provider<Desk> desk;
    private final Journal journal;
    private final HeldAnswers held;
    private final Snoozes snoozes;
    private final Performance performance;

    /** What acts are done with, besides tickets and conversations. */
    public record Means(HeldAnswers held, Snoozes snoozes, Telling telling, RandomGenerator random) {
        @Inject
        public Means {
        }
    }

    @Inject
    public Acts(Store store, Tickets tickets, Conversations conversations, Provider<Desk> desk, Means means) {
        this.store = store;
        this.tickets = tickets;
        this.conversations = conversations;
        this.desk = desk;
        this.journal = new Journal(store);
        this.held = means.held();
        this.snoozes = means.snoozes();
        this.performance = new Performance(tickets, conversations, desk, journal, means);
    }

    /**
     * Does what an agent asked for by mail, if the agent could do it by hand: the rights on the folders decide (RFC 4314). Those on
     * the folder where the ticket stands are asked before the mail's first order, as that may move the ticket out of the agent's sight.
     *
     * @param mail name of the mail that asks; asking again under the same name changes nothing
     * @return why not; empty if it is done
     */
    public Optional<Objection> obey(String mail, TicketId id, Act act, Agent agent, Instant at) {
        AtomicReference<Optional<Objection>> objection = new AtomicReference<>(Optional.empty());
        store.writeAndWait(connection -> {
            // Another order of the same mail may have merged it.
            Ticket ticket = tickets.find(connection, Merges.survivor(connection, id)).orElseThrow();
            if (journal.has(connection, mail, act.toString())) {
                return (Runnable) () -> { };
            }
            objection.set(mayOrder(connection, mail, ticket, act, agent, at) ? performance.objection(connection, ticket, act, agent.id(), at)
                : Optional.of(Objection.DENIED));
            return objection.get().isEmpty() && journal.isNew(connection, mail, act.toString())
                ? performance.of(connection, ticket, List.of(act), agent.id(), at) : (Runnable) () -> { };
        }).run();
        return objection.get();
    }

    private boolean mayOrder(Connection connection, String mail, Ticket ticket, Act act, Agent agent, Instant at) throws SQLException {
        Desk now = desk.get();
        Standing standing = Standing.of(ticket, now);
        String from = standing.folder(now);
        String to = standing.after(act, ticket, at, now).folder(now);
        boolean moves = !from.equals(to);
        return (journal.hasAny(connection, mail) || conversations.may(agent.login(), from, moves ? "rte" : "rw"))
            && (!moves || conversations.may(agent.login(), to, "i"));
    }

    /**
     * Sends the ticket's answer that was held back, the agent's own one first.
     *
     * @param mail name of the mail that asks; asking again under the same name sends no other one
     * @return whether there was one
     */
    public boolean release(String mail, TicketId id, Agent agent, Instant at) {
        Optional<Runnable> released = store.writeAndWait(connection -> {
            if (journal.has(connection, mail, "release")) {
                return Optional.<Runnable>of(() -> { });
            }
            Optional<Runnable> told = held.release(connection, Merges.survivor(connection, id), agent, at, desk.get());
            if (told.isPresent()) {
                journal.isNew(connection, mail, "release");
            }
            return told;
        });
        released.ifPresent(Runnable::run);
        return released.isPresent();
    }

    /** Writes down once that a mail was laid beside the ticket's for colleagues only. @param author id of an agent, or an address */
    public void noted(String mail, TicketId id, String author, Instant at) {
        store.writeAndWait(connection -> {
            TicketId ticket = performance.gathered(connection, id);
            if (journal.isNew(connection, mail, "note")) {
                tickets.note(connection, ticket, new TicketEvent(at, "noted", mail, author));
            }
            return ticket.equals(id) ? (Runnable) () -> { } : follow(connection, ticket);
        }).run();
    }

    /** {@link #noted} of an answer that people wait for: the ticket that goes on is in sight, with all its mails. */
    public void heard(String mail, TicketId id, String author, Instant at) {
        store.writeAndWait(connection -> {
            TicketId ticket = performance.gathered(connection, id);
            if (!journal.isNew(connection, mail, "note")) {
                return follow(connection, ticket);
            }
            tickets.note(connection, ticket, new TicketEvent(at, "noted", mail, author));
            return show(connection, ticket, author, at);
        }).run();
    }

    /** @return how a ticket stands, or the one that goes on with it; empty if there is none of this number */
    public Optional<Standing> standing(TicketId id) {
        return tickets.find(tickets.survivor(id)).map(ticket -> Standing.of(ticket, desk.get()));
    }

    /** Lays a ticket's mails where the ticket stands, with its keywords. Doing it again changes nothing. */
    public void keepInStep(TicketId id) {
        store.writeAndWait(connection -> follow(connection, id)).run();
    }

    Performance performance() {
        return performance;
    }

    /** @return in what a ticket's mails differ from how it stands, in a word each */
    List<String> differences(Connection connection, Ticket ticket) throws SQLException {
        return performance.differences(connection, ticket);
    }

    /** {@link #keepInStep} as part of a unit of work of the caller's. @return tells waiting clients; run it after the commit */
    public Runnable follow(Connection connection, TicketId id) throws SQLException {
        Optional<Ticket> ticket = tickets.find(connection, id);
        return ticket.isPresent() ? performance.follow(connection, ticket.get()) : () -> { };
    }

    /** @return whether an agent has just done something to a ticket: whoever gives it to somebody else waits until that is done */
    public boolean isInHand(Connection connection, TicketId id) throws SQLException {
        return conversations.isTouched(connection, id);
    }

    /** @return whether a ticket is out of sight: nobody is to be given it before it comes back */
    public boolean isAside(Connection connection, TicketId id) throws SQLException {
        return performance.sight().snoozes().until(connection, id).isPresent();
    }

    /** {@link #follow} of a ticket that somebody has to see: it is no longer out of sight. @param by whose doing that is */
    public Runnable show(Connection connection, TicketId id, String by, Instant at) throws SQLException {
        performance.sight().woken(connection, id, by, at);
        return follow(connection, id);
    }

    /**
     * The decisions of a mail that joined no ticket, and its filing, as one unit of work. Further mails that overtook it lie where
     * an undecided ticket's do; they come along.
     *
     * @return its result tells waiting clients; run it after the commit
     */
    public Work<Runnable> opening(Docket docket, Work<?> filing) {
        Work<Void> decision = tickets.decision(docket);
        return connection -> {
            decision.on(connection);
            filing.on(connection);
            Optional<TicketId> ticket = docket.match().map(Match::ticket);
            return ticket.isPresent() && tickets.isShared(connection, ticket.get(), docket.envelope().mail())
                ? follow(connection, performance.gathered(connection, ticket.get())) : () -> { };
        };
    }

    /** An agent's answer is on its way: its question is marked, the conversation waits, and who answered a ticket of nobody's has it. */
    public void answered(TicketId id, List<String> messageIds, Agent agent, Instant at) {
        store.writeAndWait(connection -> {
            Runnable marked = conversations.answered(connection, id, messageIds);
            Ticket ticket = tickets.find(connection, id).orElseThrow();
            Standing standing = Standing.of(ticket, desk.get());
            if (standing.agent().isEmpty() && desk.get().teams().get(standing.team()).members().contains(agent.id())) {
                tickets.change(connection, id, new Tickets.Change(Optional.empty(), Optional.of(agent.id()), Optional.empty(), agent.id(), at));
            }
            Runnable followed = show(connection, id, agent.id(), at);
            return (Runnable) () -> {
                marked.run();
                followed.run();
            };
        }).run();
    }

    /** Brings a ticket back into sight whose time has come. One that waits for the customer is the desk's turn again, as the agent wished to look after it. */
    void wake(TicketId id, Instant at) {
        store.writeAndWait(connection -> {
            Optional<Ticket> ticket = tickets.find(connection, id);
            if (ticket.isEmpty()) {
                snoozes.end(connection, id);
                return (Runnable) () -> { };
            }
            return performance.of(connection, ticket.get(), List.of(ticket.get().state() == Ticket.State.WAITING ? new Act.Reopen() : new Act.Wake()), GATEWAY, at);
        }).run();
    }

    /** What the gateway does without anybody asking, as part of a unit of work. @return tells waiting clients; run it after the commit */
    Runnable byItself(Connection connection, Ticket ticket, List<Act> acts, Instant at) throws SQLException {
        return performance.of(connection, ticket, acts, GATEWAY, at);
    }

    /** A further mail of a ticket is decided and filed: all its mails lie where it stands, in sight again if a person wrote. */
    public void joined(Docket docket) {
        boolean asks = docket.letter().filter(Letter::callsForPeople).isPresent();
        store.writeAndWait(connection -> {
            TicketId id = performance.gathered(connection, docket.match().orElseThrow().ticket());
            return asks ? show(connection, id, GATEWAY, docket.envelope().receivedAt()) : follow(connection, id);
        }).run();
    }

    /** @return the agent's id; the login itself of somebody who is no agent any more */
    static String name(String login, Desk desk) {
        return desk.agents().values().stream().filter(agent -> agent.login().equalsIgnoreCase(login)).map(Agent::id).findFirst().orElse(login);
    }
}
