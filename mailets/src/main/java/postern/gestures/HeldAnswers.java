package postern.gestures;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
                part.on(connection);
            }
            return null;
        });
    }

    /**
     * What somebody did to a held answer, which says nothing about its ticket.
     *
     * @return tells waiting clients, after the commit; empty if it was no held answer's mail
     */
    Optional<Runnable> noticed(Connection connection, Conversations.Noticed noticed, String by, Desk desk) throws SQLException {
        for (GivenAnswers.Held held : given.held(connection, noticed.ticket())) {
            if (conversations.filed(connection, held.mail()).filter(mail -> mail == noticed.mail()).isPresent()) {
                boolean wished = wishes(noticed.change(), desk) && may(noticed.by(), held);
                return Optional.of(wished ? release(connection, held, by, noticed.at()) : () -> { });
            }
        }
        return Optional.empty();
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
    Optional<Runnable> release(Connection connection, TicketId ticket, Agent agent, Instant at) throws SQLException {
        List<GivenAnswers.Held> waiting = given.held(connection, ticket);
        Optional<GivenAnswers.Held> meant = waiting.stream().filter(held -> held.agent().equalsIgnoreCase(agent.login())).findFirst()
            .or(() -> waiting.stream().filter(held -> may(agent.login(), held)).findFirst());
        return meant.isEmpty() ? Optional.empty() : Optional.of(release(connection, meant.get(), agent.id(), at));
    }

    private Runnable release(Connection connection, GivenAnswers.Held held, String by, Instant at) throws SQLException {
        Optional<Conversations.Withdrawn> mail = conversations.withdraw(connection, held.mail());
        if (mail.isEmpty()) {
            // The flow has not laid it into its folder yet; nobody can mean it.
            return () -> { };
        }
        String name = held.mail() + "-released";
        given.released(connection, held, at);
        given.give(connection, held.ticket(), new GivenAnswers.Given(held.agent(), at), name);
        spool.submit(connection, held, name, mail.get().octets(), at);
        tickets.note(connection, held.ticket(), new TicketEvent(at, "released", held.mail(), by + ", held back since " + held.first().agent() + " answered"));
        return mail.get().told();
    }

    /** @param agent id; its writer sees an answer that is held, and leads do */
    public static String folder(String agent) {
        return FOLDER + "/" + agent;
    }
}
