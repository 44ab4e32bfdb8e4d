package postern.tickets;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.mailet.Mail;
import postern.desk.TicketId;
import postern.letter.Letter;
import postern.store.Work;
import postern.triage.Docket;

/**
 * Team folders as the flow sees them. Called by the spool's threads, once or more for each mail.
 */
public interface Folders {
    /**
     * Puts a mail into a folder of the desk's tree, creating the folder if it is missing. A second call with the same mail
     * name changes nothing, whatever folder it names: one mail lies in the desk's tree once. Returns after the commit.
     *
     * @param filing what and where
     * @throws javax.mail.MessagingException passing trouble: the spool tries again
     */
    void file(Filing filing) throws javax.mail.MessagingException;

    /**
     * {@link #file} as a unit of work, for whoever writes more with it. The mail is read and its folder made now.
     *
     * @throws javax.mail.MessagingException passing trouble: the spool tries again
     */
    Work<?> filing(Filing filing) throws javax.mail.MessagingException;

    /**
     * @param mail as the spool holds it; its bytes go below {@code added}
     * @param folder path with {@code /}, such as {@code Returns} or {@code Desk/Unparsed}
     * @param added header lines to put on top, each ended by CR LF, ASCII only; may be empty
     * @param keywords IMAP keywords
     * @param receivedAt INTERNALDATE
     * @param belongs the ticket whose mail it is; what agents do to it is done to the ticket
     */
    record Filing(Mail mail, String folder, String added, List<String> keywords, Instant receivedAt, Optional<Belonging> belongs) {
        public Filing {
            keywords = List.copyOf(keywords);
        }

        public Filing(Mail mail, String folder, String added, List<String> keywords, Instant receivedAt) {
            this(mail, folder, added, keywords, receivedAt, Optional.empty());
        }
    }

    /**
     * @param messageId with angle brackets; agents' mails refer to it
     * @param ours whether the desk wrote it: nobody has to read it first
     */
    record Belonging(TicketId ticket, Optional<String> messageId, boolean ours) {
        /** @return empty for a mail without a ticket */
        public static Optional<Belonging> of(Docket docket) {
            return docket.match().map(match -> new Belonging(match.ticket(), docket.letter().flatMap(Letter::messageId), false));
        }
    }
}
