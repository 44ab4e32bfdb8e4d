package postern.spool;

import java.nio.file.Path;
import java.time.Clock;
import org.apache.james.queue.api.DelayedManageableMailQueueContract;
import org.apache.james.queue.api.DelayedPriorityMailQueueContract;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueMetricContract;
import org.apache.james.queue.api.MailQueueMetricExtension;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.james.queue.api.PriorityManageableMailQueueContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** James' contracts of queues: plain, manageable, delayed, with priorities, their combinations, and metrics. All apply. */
class SqlMailQueueContractTest implements DelayedManageableMailQueueContract, DelayedPriorityMailQueueContract,
        PriorityManageableMailQueueContract, MailQueueMetricContract {
    @TempDir
    Path directory;
    private SpoolFixture spool;
    private ManageableMailQueue queue;

    @BeforeEach
    void open(MailQueueMetricExtension.MailQueueMetricTestSystem metrics) {
        spool = new SpoolFixture(directory, Clock.systemUTC(), metrics.getMetricFactory(), metrics.getSpyGaugeRegistry());
        queue = spool.queues().createQueue(MailQueueName.of("contract"));
    }

    @AfterEach
    void close() {
        spool.close();
    }

    @Override
    public MailQueue getMailQueue() {
        return queue;
    }

    @Override
    public ManageableMailQueue getManageableMailQueue() {
        return queue;
    }
}
