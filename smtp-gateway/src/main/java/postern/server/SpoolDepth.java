package postern.server;

import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import postern.spool.SqlMailQueueFactory;

/** What is waiting in the spool. */
final class SpoolDepth {
    private SpoolDepth() {
    }

    /** Mails waiting for the flow. */
    static long of(SqlMailQueueFactory queues) {
        try {
            return queues.createQueue(MailQueueFactory.SPOOL).getSize();
        } catch (MailQueue.MailQueueException e) {
            return -1;
        }
    }
}
