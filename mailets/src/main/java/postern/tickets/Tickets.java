package postern.tickets;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import postern.desk.Priority;
import postern.desk.TicketId;
import postern.store.Work;
import postern.triage.Docket;
import postern.triage.lastlook.Mentions;

/** All tickets. Thread-safe; everything that is written for a mail is written once, however often it is asked for. */
public interface Tickets {
    /**
     * Finds the ticket of a mail or opens one. Returns after the commit; a second call with the same mail gives the same match.
     *
     * @throws postern.store.StoreException passing trouble: the spool tries again
     */
    Placed place(Placement placement);

    /**
     * Writes down what was decided for a placed mail: topic, team, priority, deadline, reasons. A ticket that was open stays with
     * its people and its deadline, which can only become earlier. Where a further mail was decided before the one that opened the
     * ticket, the higher priority and the earlier deadline stay. Returns after the commit; a second call with the same mail changes
     * nothing.
     */
    void decide(Docket docket);

    /** {@link #decide} as a unit of work, for whoever writes more with it. */
    Work<Void> decision(Docket docket);

    /**
     * Writes down that an agent's mail answers a ticket: its clock stops, and whom the agent wrote to may go on with it. Returns
     * after the commit; a second call with the same mail changes nothing.
     *
     * @param answer with the people whom the agent writes to
     * @param agent who answers, for the event
     * @param allowed which tickets the agent may answer; not asked again for a mail that is written down already
     * @return the ticket; empty if the mail belongs to none, or to one that the agent may not answer
     */
    Optional<TicketId> answer(Placement answer, String agent, Predicate<Ticket> allowed);

    /** The question which ticket {@link #answer} would find, for a unit of work of the caller's. Changes nothing. */
    Work<Optional<TicketId>> answered(Placement answer);

    Optional<Ticket> find(TicketId ticket);

    /** @return the ticket that goes on with this one: itself unless it was merged */
    TicketId survivor(TicketId ticket);

    /** {@link #find} as part of a unit of work of the caller's. */
    Optional<Ticket> find(Connection connection, TicketId ticket) throws SQLException;

    /** Whether anything but this mail has happened to a ticket. Part of a unit of work of the caller's. */
    boolean isShared(Connection connection, TicketId ticket, String mail) throws SQLException;

    /** @return oldest first, the newest {@code atMost} */
    List<TicketEvent> events(TicketId ticket, int atMost);

    /** Open tickets whose deadline is before an instant, most overdue first. */
    List<Ticket> dueBefore(Instant instant, int atMost);

    /** Open tickets whose deadline is at or after an instant and before another, soonest first. */
    List<Ticket> dueFrom(Instant instant, Instant before, int atMost);

    /** Open tickets whose deadline is before an instant, least overdue first. */
    List<Ticket> lastDueBefore(Instant instant, int atMost);

    /** @return open tickets by agent id; agents without any are not in it */
    Map<String, Integer> load();

    /** @return whether an agent has answered this address before */
    boolean answeredBefore(String address);

    /** @return the order numbers that the mails of a ticket name */
    List<String> orders(TicketId ticket);

    /**
     * Which of these names and numbers belong to customers who have no part in a conversation.
     *
     * @param ticket of the conversation, if there is one
     * @param people canonical addresses that take part in it besides the ticket's own
     * @return as they were given
     */
    List<String> ofOthers(Optional<TicketId> ticket, List<String> people, Mentions mentions);

    /** What people do to a ticket: whose it is, whose turn it is. */
    void change(TicketId ticket, Change change);

    /** {@link #change} as part of a unit of work of the caller's. */
    void change(Connection connection, TicketId ticket, Change change) throws SQLException;

    /** Takes a change back: all that {@link #change} can change becomes as it was. Part of a unit of work of the caller's. */
    void restore(Connection connection, Ticket before, String by, Instant at) throws SQLException;

    /** Adds an event as part of a unit of work of the caller's. An unknown ticket changes nothing. */
    void note(Connection connection, TicketId ticket, TicketEvent event) throws SQLException;

    /**
     * @param team new team, if it changes
     * @param agent new agent, if it changes; the empty string for nobody
     * @param state new state, if it changes; {@code WAITING} says that an agent has answered
     * @param priority new priority, if it changes
     * @param deadline new deadline, if it changes
     * @param topic new topic, if it changes
     * @param by id of the agent who did it, {@code postern} if nobody did; for the event
     */
    record Change(Optional<String> team, Optional<String> agent, Optional<Ticket.State> state, Optional<Priority> priority,
                  Optional<Instant> deadline, Optional<String> topic, String by, Instant at) {
        public Change(Optional<String> team, Optional<String> agent, Optional<Ticket.State> state, String by, Instant at) {
            this(team, agent, state, Optional.empty(), Optional.empty(), Optional.empty(), by, at);
        }
    }
}
