package postern.keeping;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import postern.desk.TicketId;

/** The mails of all folders, for those who take them away for good. Message ids name them. */
public interface KeptMails {
    /**
     * A mail as it is stored.
     *
     * @param prefix lines that the gateway wrote above it
     * @param body the mail itself
     */
    record Kept(long id, byte[] prefix, byte[] body, Optional<TicketId> ticket) {
        byte[] octets() {
            return Redaction.join(prefix, body);
        }
    }

    /** @return mails of a ticket, oldest first */
    List<Long> of(Connection connection, TicketId ticket, int atMost) throws SQLException;

    /** @return ids of mails above this one, ascending */
    List<Long> after(long mail, int atMost);

    /** @return empty if there is no such mail any more */
    Optional<Kept> find(long mail);

    /** @return of those mails that are there, the tickets that they belong to. Reads no content. */
    Map<Long, Optional<TicketId>> tickets(Connection connection, List<Long> mails) throws SQLException;

    /**
     * Takes mails out of all folders, and what is stored of them with them; their bodies go when nobody else has them. Part of a unit of
     * work of the caller's.
     *
     * @return tells waiting clients; call it after the commit
     */
    Runnable remove(Connection connection, List<Long> mails) throws SQLException;

    /**
     * Puts another mail in the place of one, in all its folders, with its flags, and in the order of its ticket. Clients see the old one go and a new one come: what a uid
     * names never changes (RFC 3501 §2.3.1.1). Part of a unit of work of the caller's.
     *
     * @return tells waiting clients; call it after the commit
     */
    Runnable replace(Connection connection, Kept by) throws SQLException;
}
