package postern.spool;

import java.time.Duration;
import javax.mail.MessagingException;
import org.apache.james.queue.api.MailPrioritySupport;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.mailet.Mail;

/**
 * A mail to be put into a queue.
 *
 * @param due epoch milliseconds from which it may be taken
 */
record Insertion(SqlMailQueue queue, Parcel parcel, int priority, long due) {

    static Insertion of(SqlMailQueue queue, Mail mail, long now, Duration delay) throws MailQueueException {
        try {
            return new Insertion(queue, Parcel.of(mail), priorityOf(mail), dueAfter(now, delay));
        } catch (MessagingException e) {
            throw new MailQueueException("cannot pack " + mail.getName(), e);
        }
    }

    private static int priorityOf(Mail mail) {
        return mail.getAttribute(MailPrioritySupport.MAIL_PRIORITY)
            .flatMap(attribute -> attribute.getValue().valueAs(Integer.class))
            .map(priority -> Math.clamp(priority, MailPrioritySupport.LOW_PRIORITY, MailPrioritySupport.HIGH_PRIORITY))
            .orElse(MailPrioritySupport.NORMAL_PRIORITY);
    }

    private static long dueAfter(long now, Duration delay) {
        try {
            return delay.isNegative() ? now : Math.addExact(now, delay.toMillis());
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }
}
