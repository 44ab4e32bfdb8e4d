package postern.spool;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.james.metrics.api.NoopGaugeRegistry;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.accounts.SampleDesk;
import postern.desk.Desk;
import postern.desk.Outgoing;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** How many mails leave at once. */
class OutgoingTest {
    private static final int MAILS = 5;

    private final BlockingQueue<MonoSink<Void>> leaving = new LinkedBlockingQueue<>();

    @TempDir
    Path directory;

    @Test
    void theSmartHostGetsNoMoreMailsAtOnceThanItsConnections() throws Exception {
        try (SpoolFixture spool = spool(Optional.of("mail.corp.example"))) {
            Disposable delivery = deliver(spool);
            await().until(() -> leaving.size() == 2);
            await().during(100, TimeUnit.MILLISECONDS).until(() -> leaving.size() == 2);
            for (int left = MAILS - 2; left > 0; left--) {
                leaving.take().success();
                await().until(() -> leaving.size() == 2);
            }
            await().until(() -> spool.outgoing().getSize() == 2);
            delivery.dispose();
        }
    }

    @Test
    void manyServersGetTheirMailAtOnce() throws Exception {
        try (SpoolFixture spool = spool(Optional.empty())) {
            Disposable delivery = deliver(spool);
            await().until(() -> leaving.size() == MAILS);
            delivery.dispose();
        }
    }

    private SpoolFixture spool(Optional<String> smartHost) throws Exception {
        Desk desk = SampleDesk.read().with(new Outgoing(smartHost, 2, List.of(), List.of(), List.of()));
        SpoolFixture spool = new SpoolFixture(directory, Clock.systemUTC(), new RecordingMetricFactory(), new NoopGaugeRegistry(), desk);
        for (int i = 0; i < MAILS; i++) {
            spool.outgoing().enQueue(SpoolFixture.mail("answer-" + i));
        }
        return spool;
    }

    /** As RemoteDelivery takes its mails: 256 at once, if it may. */
    private Disposable deliver(SpoolFixture spool) {
        return Flux.from(spool.outgoing().deQueue())
            .flatMap(item -> Mono.<Void>create(leaving::add).doOnSuccess(sent -> done(item)), 256)
            .subscribe();
    }

    private static void done(MailQueueItem item) {
        try {
            item.done(MailQueueItem.CompletionStatus.SUCCESS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
