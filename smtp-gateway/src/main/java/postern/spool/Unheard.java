package postern.spool;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.james.metrics.api.Metric;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mails that will not be delivered and have no sender: they go back to the flow, which finds somebody to tell. */
record Unheard(Supplier<SqlMailQueue> spool, Metric count) {
    private static final Logger LOG = LoggerFactory.getLogger(Unheard.class);
    /** Processor that takes them. */
    private static final String STATE = "unheard";

    List<Insertion> toFlow(Mail mail, long now) {
        count.increment();
        LOG.warn("Mail {} will not be delivered; it has no sender who could be told", mail.getName());
        try {
            mail.setState(STATE);
            return List.of(Insertion.of(spool.get(), mail, now, Duration.ZERO));
        } catch (MailQueueException e) {
            LOG.error("Nobody is told that mail {} will not be delivered", mail.getName(), e);
            return List.of();
        }
    }
}
