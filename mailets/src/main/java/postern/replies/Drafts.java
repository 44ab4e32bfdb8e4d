package postern.replies;

import java.time.Instant;
import postern.desk.TicketId;

/** Answers that nobody has sent yet, beside the mails that they would answer. They belong to no conversation and go nowhere by themselves. */
public interface Drafts {
    /**
     * Lays a draft into a folder of the desk, in place of the ticket's earlier one. It goes away when it is no longer the desk's turn.
     * A second call with the same name changes nothing.
     *
     * @param folder path with {@code /}
     * @param mail whole, lines ended by CR LF
     */
    void lay(String name, TicketId ticket, String folder, byte[] mail, Instant at);
}
