package postern.gestures;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.inject.Provider;
import postern.desk.Desk;
import postern.desk.Reason;
import postern.desk.Team;
import postern.desk.TicketId;
import postern.tickets.Merges;
import postern.tickets.Queues;
import postern.tickets.Ticket;
import postern.tickets.TicketEvent;
import postern.tickets.Tickets;
import postern.triage.Level;

/** What an act does to its ticket, its journal and its mails, as part of a caller's unit of work. Rights are asked before. */
final class Performance {
    private final Tickets tickets;
    private final Conversations conversations;
    private final Provider<Desk> desk;
    private final Journal journal;
    private final Acts.Means means;
    private final Sight sight;
    private final Returning returning;
    private final Uniting uniting;

    Performance(Tickets tickets, Conversations conversations, Provider<Desk> desk, Journal journal, Acts.Means means) {
        this.tickets = tickets;
        this.conversations = conversations;
        this.desk = desk;
        this.journal = journal;
        this.means = means;
        this.sight = new Sight(means.snoozes(), tickets, desk);
        this.uniting = new Uniting(tickets, conversations, desk, journal, means);
        this.returning = new Returning(journal, means.telling(), desk);
    }

    Sight sight() {
        return sight;
    }

    Uniting uniting() {
        return uniting;
    }

    /** @return tells waiting clients; run it after the commit */
    Runnable of(Connection connection, Ticket ticket, List<Act> acts, String by, Instant at) throws SQLException {
        Desk now = desk.get();
        if (acts.contains(new Act.Undo())) {
            return undo(connection, ticket, by, at);
        }
        List<Act> all = acts.stream().anyMatch(Act.Snooze.class::isInstance) ? Sight.taken(acts, Standing.of(ticket, now), by, now) : acts;
        switch (Gestures.effect(all, ticket, by, at, journal.last(connection, ticket.id()), now)) {
            case Gestures.Effect.Nothing nothing -> { }
            case Gestures.Effect.Moved(Standing to, String act) -> {
                if (!returning.allows(connection, ticket, to, by, at)) {
                    return follow(connection, ticket);
                }
                moved(connection, ticket, new Gestures.Past(0, by, at, ticket, to, returning.is(ticket, to, by) ? Returning.ACT : act,
                    Queues.level(connection, ticket.id())));
                explain(connection, ticket, acts, by, at);
            }
            case Gestures.Effect.Undone(Gestures.Past past) -> takeBack(connection, ticket, past, by, at);
        }
        Ticket after = tickets.find(connection, ticket.id()).orElseThrow();
        for (Act act : acts) {
            sight.after(connection, after, act, by, at);
        }
        return follow(connection, after);
    }

    private void takeBack(Connection connection, Ticket ticket, Gestures.Past past, String by, Instant at) throws SQLException {
        journal.undo(connection, past);
        // The event of the undoing tells how the ticket stands then, its tier included.
        Queues.raise(connection, ticket.id(), past.level(), Optional.empty());
        tickets.restore(connection, past.before(), by, at);
    }

    /**
     * What an undo takes back.
     *
     * @param wakes the ticket was put out of sight last
     * @param act what was done last, or what came along with the snooze
     */
    private record Back(boolean wakes, Optional<Gestures.Past> act) {
        boolean isNothing() {
            return !wakes && act.isEmpty();
        }
    }

    private Back back(Connection connection, Ticket ticket, String by, Instant at) throws SQLException {
        Optional<Gestures.Past> last = journal.last(connection, ticket.id());
        Optional<Snoozes.Snooze> standing = means.snoozes().find(connection, ticket.id());
        Optional<Snoozes.Snooze> snooze = standing.filter(one -> one.isUndoneBy(by, at, last));
        if (standing.filter(one -> one.isOfAnotherAfter(by, last)).isPresent()) {
            return new Back(false, Optional.empty());
        }
        Optional<Gestures.Past> meant = last.filter(past -> snooze.filter(one -> past.at().isBefore(one.at())).isEmpty());
        return new Back(snooze.isPresent(), Gestures.undone(ticket, by, at, meant, desk.get()));
    }

    /** @return why an order means nothing to the ticket as it stands */
    Optional<Objection> objection(Connection connection, Ticket ticket, Act act, String by, Instant at) throws SQLException {
        if (act instanceof Act.Undo && back(connection, ticket, by, at).isNothing()) {
            return Optional.of(Objection.NOTHING_TO_UNDO);
        }
        return act instanceof Act.Snooze && ticket.state() == Ticket.State.DONE ? Optional.of(Objection.NOT_OPEN) : Optional.empty();
    }

    private Runnable undo(Connection connection, Ticket ticket, String by, Instant at) throws SQLException {
        Back back = back(connection, ticket, by, at);
        if (back.wakes()) {
            sight.woken(connection, ticket.id(), by, at);
        }
        if (back.act().filter(past -> Uniting.is(past.act())).isPresent()) {
            return together(connection, uniting.undo(connection, ticket, back.act().get(), at), by, at);
        }
        if (back.act().isPresent()) {
            takeBack(connection, ticket, back.act().get(), by, at);
        }
        return follow(connection, tickets.find(connection, ticket.id()).orElseThrow());
    }

    /** Why an agent gives a ticket back is kept with it, and asked for if it was not said. */
    private void explain(Connection connection, Ticket before, List<Act> acts, String by, Instant at) throws SQLException {
        String reason = acts.stream().filter(Act.GiveBack.class::isInstance).map(act -> ((Act.GiveBack) act).reason()).findFirst().orElse("");
        if (!reason.isEmpty()) {
            tickets.note(connection, before.id(), new TicketEvent(at, "noted", "", by + ", not me: " + reason));
        } else if (returning.is(before, Standing.of(tickets.find(connection, before.id()).orElseThrow(), desk.get()), by)) {
            returning.asked(connection, before, by, at);
        }
    }

    private void moved(Connection connection, Ticket ticket, Gestures.Past past) throws SQLException {
        Desk now = desk.get();
        Standing from = Standing.of(ticket, now);
        Standing to = past.after();
        long act = journal.add(connection, past);
        tickets.change(connection, ticket.id(), change(from, to, past.by(), past.at()));
        if (to.tier() != from.tier()) {
            Team team = now.teams().get(to.team());
            Queues.raise(connection, ticket.id(), Level.of(to.tier(), team, now.calendarOf(team), past.at()), Optional.empty());
            Queues.tell(connection, ticket.id(), past.at(), "escalated", List.of(Reason.of("escalated", "tier " + to.tier() + ", " + past.by())));
        }
        journal.done(connection, act);
    }

    /** @return the ticket that goes on with this one: it was merged while its mail was decided and filed, which comes along */
    TicketId gathered(Connection connection, TicketId id) throws SQLException {
        TicketId survivor = Merges.survivor(connection, id);
        if (!survivor.equals(id)) {
            conversations.rehome(connection, id, survivor);
        }
        return survivor;
    }

    /** Lays the ticket's mails where it stands. @return tells waiting clients; run it after the commit */
    Runnable follow(Connection connection, Ticket ticket) throws SQLException {
        boolean aside = means.snoozes().until(connection, ticket.id()).isPresent();
        return conversations.gather(connection, ticket.id(), folder(ticket, aside), before -> keywords(before, ticket, aside));
    }

    /** {@link #follow} of tickets that became others. @return tells waiting clients; run it after the commit */
    Runnable together(Connection connection, Uniting.United united, String by, Instant at) throws SQLException {
        List<Runnable> told = new ArrayList<>();
        for (TicketId id : united.touched()) {
            Ticket ticket = tickets.find(connection, id).orElseThrow();
            if (united.shown() && ticket.state() == Ticket.State.OPEN) {
                sight.woken(connection, id, by, at);
            }
            told.add(follow(connection, ticket));
        }
        return () -> told.forEach(Runnable::run);
    }

    /** @return what {@link #follow} would change */
    List<String> differences(Connection connection, Ticket ticket) throws SQLException {
        boolean aside = means.snoozes().until(connection, ticket.id()).isPresent();
        return conversations.differences(connection, ticket.id(), folder(ticket, aside), before -> keywords(before, ticket, aside));
    }

    private String folder(Ticket ticket, boolean aside) {
        Standing standing = Standing.of(ticket, desk.get());
        return aside ? standing.aside(desk.get()) : standing.folder(desk.get());
    }

    private List<String> keywords(List<String> before, Ticket ticket, boolean aside) {
        List<String> keywords = Standing.of(ticket, desk.get()).keywords(before, ticket);
        if (aside) {
            keywords.add(Standing.SNOOZED);
        }
        return keywords;
    }

    static Tickets.Change change(Standing from, Standing to, String by, Instant at) {
        return new Tickets.Change(different(from.team(), to.team()), from.agent().equals(to.agent()) ? Optional.empty() : Optional.of(to.agent().orElse("")),
            different(from.state(), to.state()), different(from.priority(), to.priority()),
            from.deadline().equals(to.deadline()) ? Optional.empty() : to.deadline(),
            from.topic().equals(to.topic()) ? Optional.empty() : to.topic(), by, at);
    }

    private static <T> Optional<T> different(T from, T to) {
        return from.equals(to) ? Optional.empty() : Optional.of(to);
    }
}
