package postern.mailets;

import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;

/** Agents' own mailboxes as the flow sees them. Called by the spool's threads, once or more for each mail and recipient. */
public interface Inboxes {
    /**
     * Lays a mail into the inbox of an account, making the inbox if it is missing. A second call for a mail that came under the
     * same name changes nothing. Returns after the commit.
     *
     * @param to address of the account
     * @param added header lines to put on top, each ended by CR LF, ASCII only
     * @throws MessagingException trouble, which may pass; also if there is no such account
     */
    void deliver(Mail mail, MailAddress to, String added) throws MessagingException;
}
