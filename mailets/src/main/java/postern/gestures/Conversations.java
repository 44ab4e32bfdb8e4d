package postern.gestures;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.tickets.Ticket;

/**
 * The mails of tickets as they lie in folders. What has a connection is part of the caller's unit of work. What is done here is
 * the gateway's doing and no gesture.
 */
public interface Conversations {
    /** Where leads see the overdue tickets of all teams. */
    String OVERDUE = "Desk/Overdue";

    /**
     * Lays all mails of a ticket into one folder, each once, and sets their keywords. A mail that lies there already keeps its UID.
     * A mail that no folder of the desk holds any more is laid where leads find it.
     *
     * @param folder path with {@code /}
     * @param keywords from what a mail has to what it should have
     * @return tells waiting clients; run it after the commit
     */
    Runnable gather(Connection connection, TicketId ticket, String folder, UnaryOperator<List<String>> keywords) throws SQLException;

    /**
     * What {@link #gather} would change, without changing it.
     *
     * @return in a word each; nothing while something that an agent did to the ticket is still to be done
     */
    List<String> differences(Connection connection, TicketId ticket, String folder, UnaryOperator<List<String>> keywords) throws SQLException;

    /** @return what agents did since the last time, oldest first; it stays until it is {@link #forget forgotten} */
    List<Noticed> noticed(int atMost);

    void forget(Connection connection, Noticed noticed) throws SQLException;

    /** @return whether something that an agent did to a ticket is still to be done */
    boolean isTouched(Connection connection, TicketId ticket) throws SQLException;

    /**
     * @param mail which of the ticket's mails it happened to
     * @param by canonical address of the login
     */
    record Noticed(long id, TicketId ticket, long mail, Change change, String by, Instant at) {
        Noticed of(TicketId other) {
            return new Noticed(id, other, mail, change, by, at);
        }
    }

    /** Gives all mails of a ticket to another one. @return which */
    List<Long> rehome(Connection connection, TicketId from, TicketId to) throws SQLException;

    /** Gives those of some mails to another ticket that are still this one's. */
    void rehome(Connection connection, List<Long> mails, TicketId from, TicketId to) throws SQLException;

    /** @return the mail with the first of these Message-IDs that is the ticket's, and all of the ticket's that came after it; empty without such a mail */
    List<Long> from(Connection connection, TicketId ticket, List<String> messageIds) throws SQLException;

    /** @return the mail and all of the ticket's that came after it; empty if it is not the ticket's */
    List<Long> from(Connection connection, TicketId ticket, long mail) throws SQLException;

    /** @return the ticket that a mail belongs to now */
    Optional<TicketId> ticket(Connection connection, long mail) throws SQLException;

    /** @return how many mails a ticket has */
    int count(Connection connection, TicketId ticket) throws SQLException;

    /** @return Message-IDs of these mails with angle brackets, as far as they have any */
    List<String> messageIds(Connection connection, List<Long> mails) throws SQLException;

    /** @return the mail that was filed under a name, if it was */
    Optional<Long> filed(Connection connection, String name) throws SQLException;

    /** @return whether a mail lies in a folder of the desk or below it */
    boolean lies(Connection connection, long mail, String folder) throws SQLException;

    /**
     * Takes a mail out of a folder of somebody's own that stands for an order.
     *
     * @param folder where it goes
     * @return tells waiting clients, after the commit; empty if it was laid into none
     */
    Optional<Runnable> putBack(Connection connection, long mail, String folder) throws SQLException;

    /** @return the mail, which no folder and no ticket has any more; empty if it lay in no folder of the desk */
    Optional<Withdrawn> withdraw(Connection connection, long mail) throws SQLException;

    /**
     * @param octets without what was written on top at its filing
     * @param told tells waiting clients; run it after the commit
     */
    record Withdrawn(byte[] octets, Runnable told) {
    }

    /** @return whether a login has all these rights (RFC 4314) on a folder */
    boolean may(String login, String folder, String rights);

    /** @return whether a login may answer a ticket for the desk: who reads the folder where it stands, and who sees what is overdue with all teams */
    default boolean mayAnswer(String login, Ticket ticket, Desk desk) {
        return may(login, Standing.of(ticket, desk).folder(desk), "r") || may(login, OVERDUE, "r");
    }

    /** @return the tickets of the mails that lie in the desk's folders with this Message-ID, two at most: anybody may use one again */
    List<TicketId> byMessageId(String messageId);

    /** @return the address of ours that the ticket's first mail came to */
    Optional<String> deliveredTo(TicketId ticket);

    /**
     * Marks the mail that was answered: the first of these that belongs to the ticket, else the customer's last one.
     *
     * @param messageIds with angle brackets, the nearest first
     * @return tells waiting clients; run it after the commit
     */
    Runnable answered(Connection connection, TicketId ticket, List<String> messageIds) throws SQLException;
}
