package postern.spool;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/**
 * Mails that leave at most once.
 *
 * <p>SMTP delivers at least once (RFC 1047): a crash between the other server's 250 and our commit sends a mail again. A second
 * acknowledgement is worse than none, so its row goes before it is handed over and not after. A try that failed puts it back as
 * any other mail; only a crash in the middle of a try loses it.
 */
final class Once {
    static final AttributeName ATTRIBUTE = AttributeName.of("postern.once");
    static final JsonNode YES = AttributeValue.of(true).toJson().orElseThrow();

    private Once() {
    }

    /** Whether a mail that is taken from a queue must not come back after a crash. The flow itself may run again. */
    static boolean appliesTo(Mail mail, MailQueueName queue) {
        return !queue.equals(MailQueueFactory.SPOOL) && mail.getAttribute(ATTRIBUTE).isPresent();
    }
}
