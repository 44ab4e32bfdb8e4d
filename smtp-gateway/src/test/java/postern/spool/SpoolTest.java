package postern.spool;

import static org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus.REJECT;
import static org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus.RETRY;
import static org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.Uninterruptibles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.james.queue.api.MailPrioritySupport;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/** Guarantees 2, 3 and 5 of the spool. */
class SpoolTest {
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

    private void restart() {
        spool.close();
        spool = new SpoolFixture(directory);
    }

    @Test
    void whatWasInHandAtACrashComesBackAndWhatWasDoneDoesNot() throws Exception {
        spool.queue().enQueue(SpoolFixture.mail("done"));
        spool.queue().enQueue(SpoolFixture.mail("in hand"));
        spool.queue().enQueue(SpoolFixture.mail("waiting"));
        List<MailQueueItem> items = Flux.from(spool.queue().deQueue()).take(2).collectList().block();
        items.get(0).done(SUCCESS);
        await().until(() -> spool.rows() == 2);
        restart();
        assertThat(spool.names(2)).containsExactly("in hand", "waiting");
    }

    @Test
    void delaysAndPrioritiesOutliveARestart() throws Exception {
        spool.queue().enQueue(SpoolFixture.mail("later"), Duration.ofDays(1));
        Mail urgent = SpoolFixture.mail("urgent");
        urgent.setAttribute(MailPrioritySupport.HIGH_PRIORITY_ATTRIBUTE);
        spool.queue().enQueue(SpoolFixture.mail("normal"));
        spool.queue().enQueue(urgent);
        restart();
        assertThat(spool.names(2)).containsExactly("urgent", "normal");
        assertThat(spool.queue().flush()).isEqualTo(1);
        assertThat(spool.names(1)).containsExactly("later");
    }

    @Test
    void whatFollowsFromAMailComesWithTheCommitThatRemovesItAndNotBefore() throws Exception {
        spool.queue().enQueue(SpoolFixture.mail("question"));
        MailQueueItem item = spool.take();
        spool.outgoing().enQueue(item.getMail());
        assertThat(spool.outgoing().getSize()).isZero();
        restart();
        assertThat(spool.outgoing().getSize()).isZero();

        item = spool.take();
        spool.outgoing().enQueue(item.getMail());
        item.done(SUCCESS);
        await().until(() -> spool.outgoing().getSize() == 1);
        assertThat(spool.queue().getSize()).isZero();
        restart();
        assertThat(spool.outgoing().getSize()).isEqualTo(1);
        assertThat(spool.queue().getSize()).isZero();
    }

    @Test
    void aMailPutBackIntoItsOwnQueueTakesItsOwnPlace() throws Exception {
        spool.outgoing().enQueue(SpoolFixture.mail("unreachable"));
        MailQueueItem item = Flux.from(spool.outgoing().deQueue()).blockFirst();
        spool.outgoing().enQueue(item.getMail(), Duration.ofHours(1));
        item.done(SUCCESS);
        await().until(() -> spool.outgoing().flush() == 1);
        assertThat(spool.rows()).isEqualTo(1);
        assertThat(spool.outgoing().getSize()).isEqualTo(1);
    }

    @Test
    void whatAFailedRunPutIntoQueuesIsDropped() throws Exception {
        spool.queue().enQueue(SpoolFixture.mail("troublesome"));
        MailQueueItem item = spool.take();
        spool.outgoing().enQueue(item.getMail());
        item.getMail().setAttribute(new Attribute(AttributeName.of("mail-processing-error-count"), AttributeValue.of(1)));
        spool.queue().enQueue(item.getMail());
        item.done(SUCCESS);
        MailQueueItem again = spool.take();
        assertThat(again.getMail().getName()).isEqualTo("troublesome");
        assertThat(spool.outgoing().getSize()).isZero();

        spool.outgoing().enQueue(again.getMail());
        again.done(RETRY);
        spool.take().done(SUCCESS);
        await().until(() -> spool.rows() == 0);
        assertThat(spool.outgoing().getSize()).isZero();
    }

    @Test
    void aRejectedMailStaysForALaterTry() throws Exception {
        spool.queue().enQueue(SpoolFixture.mail("rejected"));
        spool.take().done(REJECT);
        assertThat(spool.queue().getSize()).isEqualTo(1);
        assertThat(spool.queue().browse().next().getNextDelivery().get().toInstant()).isAfter(Instant.now().plusSeconds(30));
        assertThat(spool.queue().flush()).isEqualTo(1);
        assertThat(spool.take().getMail().getName()).isEqualTo("rejected");
    }

    @Test
    void aWaitingConsumerGetsAMailWhenItComesAndADelayedOneWhenItIsDue() throws Exception {
        BlockingQueue<MailQueueItem> got = new LinkedBlockingQueue<>();
        Disposable consumer = Flux.from(spool.queue().deQueue()).subscribe(got::add);
        spool.queue().enQueue(SpoolFixture.mail("tomorrow"), Duration.ofDays(1));
        spool.queue().enQueue(SpoolFixture.mail("now"));
        assertThat(got.poll(60, TimeUnit.SECONDS).getMail().getName()).isEqualTo("now");
        Instant before = Instant.now();
        spool.queue().enQueue(SpoolFixture.mail("soon"), Duration.ofMillis(300));
        assertThat(got.poll(60, TimeUnit.SECONDS).getMail().getName()).isEqualTo("soon");
        assertThat(Instant.now()).isAfterOrEqualTo(before.plusMillis(299));
        consumer.dispose();
        spool.queue().enQueue(SpoolFixture.mail("for the next"));
        assertThat(spool.take().getMail().getName()).isEqualTo("for the next");
        assertThat(got).isEmpty();
    }

    /** The timer of the first mail, taken out since, used to swallow that of the second one. */
    @Test
    void eachDelayedMailHasItsTurnWhateverBecameOfTheOneBefore() throws Exception {
        BlockingQueue<MailQueueItem> got = new LinkedBlockingQueue<>();
        Disposable consumer = Flux.from(spool.queue().deQueue()).subscribe(got::add);
        for (int i = 0; i < 200; i++) {
            spool.queue().enQueue(SpoolFixture.mail("taken-" + i), Duration.ofMillis(20));
            spool.queue().enQueue(SpoolFixture.mail("kept-" + i), Duration.ofMillis(21));
            spool.queue().remove(ManageableMailQueue.Type.Name, "taken-" + i);
            String next;
            do {
                next = got.poll(60, TimeUnit.SECONDS).getMail().getName();
            } while (next.startsWith("taken"));
            assertThat(next).isEqualTo("kept-" + i);
        }
        consumer.dispose();
    }

    /** Two that announce a mail at once may be apart by the whole time that it takes to work it off. */
    @Test
    void aFinishedMailIsNotAdmittedAgainBeforeItsRowIsGone() throws Exception {
        spool.queue().enQueue(SpoolFixture.mail("finished"));
        MailQueueItem item = spool.take();
        Waiting.Entry entry = new Waiting.Entry(spool.count("select id from spool"), MailPrioritySupport.NORMAL_PRIORITY, 0, null);
        CountDownLatch disk = new CountDownLatch(1);
        spool.store().write(connection -> Uninterruptibles.awaitUninterruptibly(disk, 30, TimeUnit.SECONDS));
        item.done(SUCCESS);
        spool.queue().admit(entry);
        BlockingQueue<MailQueueItem> got = new LinkedBlockingQueue<>();
        Disposable consumer = Flux.from(spool.queue().deQueue()).subscribe(got::add);
        disk.countDown();
        await().until(() -> spool.rows() == 0);
        await().until(() -> spool.queue().getSize() == 0);
        assertThat(got).isEmpty();
        consumer.dispose();
    }

    @Test
    void anErrorOfItsConsumerCostsAMailATryAndNoMore() throws Exception {
        spool.queue().enQueue(SpoolFixture.mail("strange"));
        BlockingQueue<MailQueueItem> got = new LinkedBlockingQueue<>();
        AtomicInteger tries = new AtomicInteger();
        spool.queue().deQueue().subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                request(1);
            }

            @Override
            protected void hookOnNext(MailQueueItem item) {
                if (tries.getAndIncrement() == 0) {
                    throw new StackOverflowError();
                }
                got.add(item);
            }
        });
        await().until(() -> spool.queue().flush() == 1);
        assertThat(got.poll(60, TimeUnit.SECONDS).getMail().getName()).isEqualTo("strange");
    }
}
