package postern.replies;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The spool as a place to leave mail of our own. */
public interface Outbox {
    /**
     * Leaves a mail in the spool as part of the caller's unit of work, so that the record of it and the mail itself are one
     * commit; it waits in the spool from then on. A name that the spool has seen before changes nothing.
     *
     * @param connection of the unit of work
     * @param name unique name of the mail
     * @param recipients envelope recipients; the envelope sender is null (RFC 3834 §3.3)
     * @param message whole message, lines ended by CR LF
     * @param state processor that takes it, such as {@code outgoing}
     */
    void put(Connection connection, String name, List<String> recipients, byte[] message, String state) throws SQLException;

    /**
     * {@link #put} of a mail that must not leave twice, straight to RemoteDelivery: a crash while it is handed to another server
     * loses it, where other mail is sent again.
     *
     * @param recipient one, as other recipients may be another server's
     */
    void sendOnce(Connection connection, String name, String recipient, byte[] message) throws SQLException;
}
