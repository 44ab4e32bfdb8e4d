package postern.gestures;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import javax.inject.Inject;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.store.Store;
import postern.store.Work;
import postern.tickets.TicketEvent;
import postern.tickets.Tickets;

/**
 * Lets answers go that are held back: dragged out of {@code Desk/Held} into a team's folder, marked {@code $Release}, or ordered by mail.
 * Its writer may, and who leads. In the unit of work that takes it out of the folder it is put into the spool, so it leaves once.
 */
public final class HeldAnswers {
    /** Where an agent's held answers lie. */
    public static final String FOLDER = "Desk/Held";
    private static final String RELEASE = "$release";
    private static final long NOT_FILED = -1;
    private static final String RELEASED = "-released";

    private final GivenAnswers given;
    private final Conversations conversations;
    private final Resubmission spool;
    private final Tickets tickets;
    private final Store store;
    private final Journal journal;

    @Inject
    public HeldAnswers(GivenAnswers given, Conversations conversations, Resubmission spool, Tickets tickets, Store store) {
        this.given = given;
        this.conversations = conversations;
        this.spool = spool;
        this.tickets = tickets;
        this.store = store;
        this.journal = new Journal(store);
    }

    /** Writes down once that an answer is held back. @param part of its unit of work: the notice to its writer */
    public void heldBack(GivenAnswers.Held answer, Work<?> part, Desk desk) {
        store.writeAndWait(connection -> {
            if (journal.isNew(connection, answer.mail(), "held")) {
                tickets.note(connection, answer.ticket(), new TicketEvent(answer.at(), "held", answer.mail(), Acts.name(answer.agent(), desk)
                    + ", " + Acts.name(answer.first().agent(), desk) + " had answered"));
                Optional<Long> entry = conversations.filed(connection, answer.mail());
                if (entry.isPresent()) {
                    given.laid(connection, answer, entry.get());
                }
                part.on(connection);
            }
            return null;
        });
    }

    /**
     * What was made of something that somebody did to a held answer.
     *
     * @param tells waiting clients, after the commit
     * @param objection what the agent is to be told
     */
    record Heard(Runnable tells, Optional<Objection> objection) {
    }

    /**
     * What somebody did to a held answer, which says nothing about its ticket.
     *
     * @param ordered whether it is an order in its form
     * @return empty if it was no held answer's mail
     */
    Optional<Heard> noticed(Connection connection, Conversations.Noticed noticed, boolean ordered, Desk desk) throws SQLException {
        for (GivenAnswers.Held held : given.held(connection, noticed.ticket(), noticed.mail())) {
            if (entry(connection, held).filter(mail -> mail == noticed.mail()).isPresent()) {
                Optional<Runnable> sent = sent(connection, held, noticed, desk);
                return Optional.of(sent.isPresent() ? new Heard(sent.get(), Optional.empty())
                    : new Heard(left(connection, held, noticed, desk), ordered ? Optional.of(Objection.HELD) : Optional.empty()));
            }
        }
        return Optional.empty();
    }

    /** What was thrown away only its writer's own hand lets go: a lead who drags it out of {@code Desk/Deleted} tidies up. */
    private Optional<Runnable> sent(Connection connection, GivenAnswers.Held held, Conversations.Noticed noticed, Desk desk) throws SQLException {
        boolean may = held.agent().equalsIgnoreCase(noticed.by()) || !given.isDiscarded(connection, held) && may(noticed.by(), held);
        return may && wishes(noticed.change(), desk) ? Optional.of(release(connection, held, noticed.by(), noticed.at(), desk).orElse(() -> { }))
            : Optional.empty();
    }

    /** An order about its ticket is no word about the answer. */
    private Runnable left(Connection connection, GivenAnswers.Held held, Conversations.Noticed noticed, Desk desk) throws SQLException {
        Optional<Runnable> back = conversations.putBack(connection, noticed.mail(), folder(Acts.name(held.agent(), desk)));
        boolean waits = conversations.lies(connection, noticed.mail(), FOLDER);
        given.discarded(connection, held, waits ? Optional.empty() : Optional.of(noticed.at()));
        return back.orElse(() -> { });
    }

    /** A mail is remembered by name only for as long as the flow may run for it again; an answer can wait longer. */
    private Optional<Long> entry(Connection connection, GivenAnswers.Held held) throws SQLException {
        Optional<Long> entry = given.entry(connection, held);
        return entry.isPresent() ? entry : conversations.filed(connection, held.mail());
    }

    private static boolean wishes(Change change, Desk desk) {
        return switch (change) {
            case Change.Laid laid -> laid.folder().filter(path -> desk.teams().values().stream().anyMatch(team -> (path + "/").startsWith(team.folder() + "/")))
                .isPresent();
            case Change.Marked marked -> Gestures.lower(marked.added()).contains(RELEASE);
            case Change.Gone gone -> false;
        };
    }

    private boolean may(String login, GivenAnswers.Held held) {
        return held.agent().equalsIgnoreCase(login) || conversations.may(login, Conversations.OVERDUE, "r");
    }

    /** Releases the newest that the agent may release: the own ones first. @return tells waiting clients; empty if there is none */
    Optional<Runnable> release(Connection connection, TicketId ticket, Agent agent, Instant at, Desk desk) throws SQLException {
        List<GivenAnswers.Held> waiting = new ArrayList<>();
        for (GivenAnswers.Held held : given.held(connection, ticket)) {
            Optional<Long> entry = entry(connection, held);
            if (entry.isPresent() && conversations.lies(connection, entry.get(), FOLDER)) {
                waiting.add(held);
            }
        }
        Optional<GivenAnswers.Held> meant = waiting.stream().filter(held -> held.agent().equalsIgnoreCase(agent.login())).findFirst()
            .or(() -> waiting.stream().filter(held -> may(agent.login(), held)).findFirst());
        return meant.isEmpty() ? Optional.empty() : release(connection, meant.get(), agent.login(), at, desk);
    }

    /**
     * The answer of one who is no agent any more leaves as that of who lets it go.
     *
     * @return empty if it lies in no folder of the desk any more
     */
    private Optional<Runnable> release(Connection connection, GivenAnswers.Held held, String login, Instant at, Desk desk) throws SQLException {
        Optional<Long> entry = entry(connection, held);
        Optional<Conversations.Withdrawn> mail = entry.isEmpty() ? Optional.empty() : conversations.withdraw(connection, entry.get());
        if (mail.isEmpty()) {
            return Optional.empty();
        }
        String name = held.mail() + RELEASED;
        GivenAnswers.Held answer = desk.agentOf(held.agent()).isPresent() ? held : held.by(login);
        given.released(connection, held, at);
        given.give(connection, held.ticket(), new GivenAnswers.Given(answer.agent(), at), name);
        spool.submit(connection, answer, name, mail.get().octets(), at);
        tickets.note(connection, held.ticket(), new TicketEvent(at, "released", held.mail(), Acts.name(login, desk)
            + ", held back since " + held.first().agent() + " answered"));
        return Optional.of(mail.get().told());
    }

    /** Gives answers to another ticket. @param with those of which mails */
    void rehome(Connection connection, TicketId from, TicketId to, LongPredicate with) throws SQLException {
        for (GivenAnswers.Held held : given.held(connection, from)) {
            Optional<Long> entry = entry(connection, held);
            if (with.test(entry.orElse(NOT_FILED))) {
                given.rehome(connection, held.mail(), to);
            }
        }
        for (String mail : given.left(connection, from)) {
            if (with.test(conversations.filed(connection, mail).orElse(NOT_FILED))) {
                given.rehome(connection, mail, to);
            }
        }
    }

    /** @return whether a mail is an answer that was let go: whoever did that gave the permission to send it */
    public static boolean isReleased(String mail) {
        return mail.endsWith(RELEASED);
    }

    /** @param agent id; its writer sees an answer that is held, and leads do */
    public static String folder(String agent) {
        return FOLDER + "/" + agent;
    }
}
