package postern.tickets;

import java.time.Instant;
import java.util.List;
import org.apache.mailet.Mail;

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
     * @param mail as the spool holds it; its bytes go below {@code added}
     * @param folder path with {@code /}, such as {@code Returns} or {@code Desk/Unparsed}
     * @param added header lines to put on top, each ended by CR LF, ASCII only; may be empty
     * @param keywords IMAP keywords
     * @param receivedAt INTERNALDATE
     */
    record Filing(Mail mail, String folder, String added, List<String> keywords, Instant receivedAt) {
        public Filing {
            keywords = List.copyOf(keywords);
        }
    }
}
