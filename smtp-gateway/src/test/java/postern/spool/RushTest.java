package postern.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.james.metrics.api.NoopGaugeRegistry;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/** What comes in goes before what waits for the flow, within bounds. */
class RushTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final CompletableFuture<Void> committed = new CompletableFuture<>();
    private final Flow flow = new Flow();
    private final List<Thread> peers = new ArrayList<>();
    private SpoolFixture spool;

    /** A consumer of four mails at once, as the flow is. */
    private static final class Flow extends BaseSubscriber<MailQueueItem> {
        private final BlockingQueue<MailQueueItem> inHand = new LinkedBlockingQueue<>();

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            request(4);
        }

        @Override
        protected void hookOnNext(MailQueueItem item) {
            inHand.add(item);
        }

        String finish() throws Exception {
            MailQueueItem item = inHand.poll(60, TimeUnit.SECONDS);
            item.done(MailQueueItem.CompletionStatus.SUCCESS);
            request(1);
            return item.getMail().getName();
        }
    }

    @BeforeEach
    void manyComeIn(@TempDir Path directory) throws Exception {
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
        spool = new SpoolFixture(directory, clock, new RecordingMetricFactory(), new NoopGaugeRegistry());
        for (int peer = 0; peer < 20; peer++) {
            peers.add(Thread.ofVirtual().start(() -> spool.queues().rush().during(committed::join)));
        }
        await().until(spool.queues().rush()::isOn);
        for (String name : List.of("first", "second", "third", "fourth")) {
            spool.queue().enQueue(SpoolFixture.mail(name));
        }
        spool.queue().deQueue().subscribe(flow);
    }

    @AfterEach
    void close() throws Exception {
        committed.complete(null);
        flow.cancel();
        spool.close();
    }

    @Test
    void theFlowGetsOneMailAtATimeAndNeverNone() throws Exception {
        assertThat(List.of(flow.finish(), flow.finish())).containsExactly("first", "second");
        await().until(() -> flow.inHand.size() == 1);
        await().during(100, TimeUnit.MILLISECONDS).until(() -> flow.inHand.size() == 1);
    }

    @Test
    void afterItTheFlowHasAllItCanTake() throws Exception {
        committed.complete(null);
        for (Thread peer : peers) {
            peer.join();
        }
        await().until(() -> !spool.queues().rush().isOn());
        assertThat(flow.finish()).isEqualTo("first");
        await().until(() -> flow.inHand.size() == 3);
    }

    @Test
    void noMailWaitsLongForIt() throws Exception {
        now.set(NOON.plus(Rush.LONGEST));
        assertThat(flow.finish()).isEqualTo("first");
        await().until(() -> flow.inHand.size() == 3);
    }

    /** All who waited are answered by one commit; before the next ones come, nobody waits. */
    @Test
    void theMomentBetweenTwoCommitsIsPartOfIt() {
        AtomicLong nanos = new AtomicLong(17);
        Rush rush = new Rush(nanos::get);
        assertThat(rush.isOn()).isFalse();
        assertThat((boolean) rush.during(() -> rush.during(() -> rush.during(rush::isOn)))).isFalse();
        assertThat((boolean) rush.during(() -> rush.during(() -> rush.during(() -> rush.during(rush::isOn))))).isTrue();
        nanos.addAndGet(Rush.LINGER_NANOS - 1);
        assertThat(rush.isOn()).isTrue();
        nanos.incrementAndGet();
        assertThat(rush.isOn()).isFalse();
    }
}
