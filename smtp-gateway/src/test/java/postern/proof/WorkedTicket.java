package postern.proof;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import postern.tickets.Ticket;

/**
 * A ticket that one agent alone works on, and what may have become of it: the last gesture that was answered, or one after it that
 * was not.
 */
final class WorkedTicket {
    static final List<String> FOLDERS = List.of("Returns", "Returns/alice", "Returns/chen", "Returns/dora", "Returns/Waiting",
        "Returns/Done");
    private static final Map<String, Ticket.State> STATES = Map.of("Returns/Waiting", Ticket.State.WAITING, "Returns/Done",
        Ticket.State.DONE);

    private final int number;
    private final Set<String> possible = new LinkedHashSet<>(Set.of("Returns"));

    WorkedTicket(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    String customer() {
        return "worked" + number + "@customer.example";
    }

    String messageId() {
        return "<worked-" + number + "@customer.example>";
    }

    byte[] question() {
        return ("From: " + customer() + "\r\nTo: returns@shop.example\r\nSubject: refund " + number + "\r\nMessage-ID: "
            + messageId()
            + "\r\n\r\nI want my money back, says customer " + number + ".\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** A gesture by which it comes to a folder is on its way. */
    synchronized void begins(String folder) {
        possible.add(folder);
    }

    /** It was answered: none of what came before holds. */
    synchronized void answered(String folder) {
        possible.clear();
        possible.add(folder);
    }

    /** Whether it was last seen to be brought there. */
    synchronized boolean isIn(String folder) {
        return possible.equals(Set.of(folder));
    }

    /** The folder counts, and with it whose turn it is. */
    synchronized boolean mayStand(Ticket.State state, String folder) {
        return possible.contains(folder) && STATES.getOrDefault(folder, Ticket.State.OPEN) == state;
    }

    @Override
    public synchronized String toString() {
        return messageId() + " that belongs into " + possible;
    }
}
