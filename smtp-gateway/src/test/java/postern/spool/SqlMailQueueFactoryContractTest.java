package postern.spool;

import java.nio.file.Path;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueFactoryContract;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.james.queue.api.ManageableMailQueueFactoryContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** James' contracts of queue factories. All apply. */
class SqlMailQueueFactoryContractTest
        implements MailQueueFactoryContract<ManageableMailQueue>, ManageableMailQueueFactoryContract<ManageableMailQueue> {
    @TempDir
    Path directory;
    private SpoolFixture spool;

    @BeforeEach
    void open() {
        spool = new SpoolFixture(directory);
    }

    @AfterEach
    void close() {
        spool.close();
    }

    @Override
    public MailQueueFactory<ManageableMailQueue> getMailQueueFactory() {
        return spool.queues();
    }
}
