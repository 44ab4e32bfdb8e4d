package postern.spool;

import static org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus.REJECT;
import static org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus.RETRY;
import static org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.james.core.MailAddress;
import org.apache.james.metrics.api.NoopGaugeRegistry;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.queue.api.MailPrioritySupport;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.Mails;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.james.server.core.MailImpl;
import org.apache.james.transport.mailets.remote.delivery.Bouncer;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/** Guarantees 2 to 5 of the spool. */
class SpoolTest {
    private static final MailQueueName SPOOL = MailQueueName.of("spool");
    private static final MailQueueName OUTGOING = MailQueueName.of("outgoing");

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

    private SqlMailQueue queue() {
        return spool.queues().queue(SPOOL);
    }

    private SqlMailQueue outgoing() {
        return spool.queues().queue(OUTGOING);
    }

    @Test
    void whatWasInHandAtACrashComesBackAndWhatWasDoneDoesNot() throws Exception {
        queue().enQueue(mail("done"));
        queue().enQueue(mail("in hand"));
        queue().enQueue(mail("waiting"));
        List<MailQueueItem> items = Flux.from(queue().deQueue()).take(2).collectList().block();
        items.get(0).done(SUCCESS);
        await().until(() -> rows() == 2);
        restart();
        assertThat(names(2)).containsExactly("in hand", "waiting");
    }

    @Test
    void delaysAndPrioritiesOutliveARestart() throws Exception {
        queue().enQueue(mail("later"), Duration.ofDays(1));
        Mail urgent = mail("urgent");
        urgent.setAttribute(MailPrioritySupport.HIGH_PRIORITY_ATTRIBUTE);
        queue().enQueue(mail("normal"));
        queue().enQueue(urgent);
        restart();
        assertThat(names(2)).containsExactly("urgent", "normal");
        assertThat(queue().flush()).isEqualTo(1);
        assertThat(names(1)).containsExactly("later");
    }

    @Test
    void whatFollowsFromAMailComesWithTheCommitThatRemovesItAndNotBefore() throws Exception {
        queue().enQueue(mail("question"));
        MailQueueItem item = take();
        outgoing().enQueue(item.getMail());
        assertThat(outgoing().getSize()).isZero();
        restart();
        assertThat(outgoing().getSize()).isZero();

        item = take();
        outgoing().enQueue(item.getMail());
        item.done(SUCCESS);
        await().until(() -> outgoing().getSize() == 1);
        assertThat(queue().getSize()).isZero();
        restart();
        assertThat(outgoing().getSize()).isEqualTo(1);
        assertThat(queue().getSize()).isZero();
    }

    @Test
    void aMailPutBackIntoItsOwnQueueTakesItsOwnPlace() throws Exception {
        outgoing().enQueue(mail("unreachable"));
        MailQueueItem item = Flux.from(outgoing().deQueue()).blockFirst();
        outgoing().enQueue(item.getMail(), Duration.ofHours(1));
        item.done(SUCCESS);
        await().until(() -> rows() == 1 && outgoing().getSize() == 1);
        assertThat(outgoing().flush()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"true, true, 0", "false, true, 0", "true, false, 1", "false, false, 1"})
    void aMailWithoutASenderThatWillNotBeDeliveredComesBackToTheFlow(boolean forGood, boolean delivered, int unheard) throws Exception {
        RecordingMetricFactory metrics = new RecordingMetricFactory();
        try (SpoolFixture fixture = new SpoolFixture(Files.createDirectory(directory.resolve("other")), Clock.systemUTC(), metrics, new NoopGaugeRegistry())) {
            SqlMailQueue queue = fixture.queues().queue(OUTGOING);
            Mail acknowledgement = MailImpl.builder().name("m-ack").sender(MailAddress.nullSender()).addRecipient("wang@example.com")
                .mimeMessage(mail("x").getMessage()).build();
            acknowledgement.setAttribute(new Attribute(Bouncer.IS_DELIVERY_PERMANENT_ERROR, AttributeValue.of(false)));
            queue.enQueue(acknowledgement);
            MailQueueItem item = Flux.from(queue.deQueue()).blockFirst();
            if (!delivered) {
                item.getMail().setAttribute(new Attribute(Bouncer.IS_DELIVERY_PERMANENT_ERROR, AttributeValue.of(forGood)));
            }
            item.done(SUCCESS);
            assertThat(metrics.countFor("unheard:" + OUTGOING.asString())).isEqualTo(unheard);
            await().until(() -> fixture.queues().spool().getSize() == unheard);
        }
    }

    @Test
    void whatAFailedRunPutIntoQueuesIsDropped() throws Exception {
        queue().enQueue(mail("troublesome"));
        MailQueueItem item = take();
        outgoing().enQueue(item.getMail());
        item.getMail().setAttribute(new Attribute(AttributeName.of("mail-processing-error-count"), AttributeValue.of(1)));
        queue().enQueue(item.getMail());
        item.done(SUCCESS);
        MailQueueItem again = take();
        assertThat(again.getMail().getName()).isEqualTo("troublesome");
        assertThat(outgoing().getSize()).isZero();

        outgoing().enQueue(again.getMail());
        again.done(RETRY);
        take().done(SUCCESS);
        await().until(() -> rows() == 0);
        assertThat(outgoing().getSize()).isZero();
    }

    @Test
    void aRejectedMailStaysForALaterTry() throws Exception {
        queue().enQueue(mail("rejected"));
        take().done(REJECT);
        assertThat(queue().getSize()).isEqualTo(1);
        assertThat(queue().browse().next().getNextDelivery().get().toInstant()).isAfter(Instant.now().plusSeconds(30));
        assertThat(queue().flush()).isEqualTo(1);
        assertThat(take().getMail().getName()).isEqualTo("rejected");
    }

    @Test
    void anAttributeThatCannotBeReadIsLeftOutAndTheMailGoesOn() throws Exception {
        Mail mail = mail("strange");
        mail.setAttribute(new Attribute(AttributeName.of("kept"), AttributeValue.of("value")));
        mail.setAttribute(new Attribute(AttributeName.of("strange"), AttributeValue.of(7)));
        queue().enQueue(mail);
        spool.store().writeAndWait(connection -> {
            try (PreparedStatement update =
                     connection.prepareStatement("update spool set envelope = replace(envelope, 'IntSerializer', 'GoneSerializer')")) {
                return update.executeUpdate();
            }
        });
        restart();
        Mail taken = take().getMail();
        assertThat(taken.getAttribute(AttributeName.of("kept"))).isPresent();
        assertThat(taken.getAttribute(AttributeName.of("strange"))).isEmpty();
    }

    @Test
    void aRowThatCannotBeReadStaysAndDoesNotHoldUpTheOthers() throws Exception {
        queue().enQueue(mail("unreadable"));
        queue().enQueue(mail("readable"));
        spool.store().writeAndWait(connection -> {
            try (PreparedStatement update = connection.prepareStatement("update spool set envelope = '{' where name = 'unreadable'")) {
                return update.executeUpdate();
            }
        });
        restart();
        assertThat(names(1)).containsExactly("readable");
        assertThat(count("select count(*) from spool where name = 'unreadable'")).isEqualTo(1);
        assertThat(queue().getSize()).isEqualTo(2);
    }

    @Test
    void octetsAreStoredOnceAndComeBackAsTheyWere() throws Exception {
        byte[] odd = "Subject: broken\nbare LF\r\nno colon here\r\n\r\n\u0000退款\r\n".getBytes(StandardCharsets.UTF_8);
        byte[] hash = spool.store().writeAndWait(connection -> spool.store().bodies().put(connection, odd));
        byte[] prefix = "Received: by us\r\n".getBytes(StandardCharsets.US_ASCII);
        Mail mail = Parcel.stored("odd", Envelope.of(mail("odd")).toJson(), prefix, hash).unpack(spool.store());
        queue().enQueue(mail);
        outgoing().enQueue(mail);
        StoredMessage message = (StoredMessage) take().getMail().getMessage();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        message.getSubject();
        message.writeTo(written);
        assertThat(written.toByteArray()).isEqualTo(StoredSource.join(prefix, odd));
        assertThat(message.getMessageInputStream().readAllBytes()).isEqualTo(StoredSource.join(prefix, odd));
        assertThat(message.bodyHash()).contains(hash);
        assertThat(message.prefix()).isEqualTo(prefix);
        assertThat(count("select count(*) from body")).isEqualTo(1);
    }

    @Test
    void aChangedMessageIsStoredAnewAndTheOldOctetsStay() throws Exception {
        byte[] content = "Subject: old\r\n\r\ntext\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] hash = spool.store().writeAndWait(connection -> spool.store().bodies().put(connection, content));
        Mail mail = Parcel.stored("changed", Envelope.of(mail("changed")).toJson(), new byte[0], hash).unpack(spool.store());
        mail.getMessage().addHeader("X-Added", "yes");
        assertThat(((StoredMessage) mail.getMessage()).bodyHash()).isEqualTo(Optional.empty());
        queue().enQueue(mail);
        Mail taken = take().getMail();
        assertThat(taken.getMessage().getHeader("X-Added")).containsExactly("yes");
        assertThat(taken.getMessage().getSubject()).isEqualTo("old");
        assertThat(((StoredMessage) taken.getMessage()).bodyHash()).isPresent().isNotEqualTo(Optional.of(hash));
    }

    @Test
    void attributesThatCannotBeSerializedAreLeftOutAndTheOthersKept() throws Exception {
        Mail mail = mail("attributes");
        mail.setAttribute(new Attribute(AttributeName.of("docket"), AttributeValue.ofUnserializable(new Object())));
        mail.setAttribute(new Attribute(AttributeName.of("客户"), AttributeValue.of("张三")));
        queue().enQueue(mail);
        Mail taken = take().getMail();
        assertThat(taken.getAttribute(AttributeName.of("docket"))).isEmpty();
        assertThat(taken.getAttribute(AttributeName.of("客户")).get().getValue().value()).isEqualTo("张三");
    }

    @Test
    void aWaitingConsumerGetsAMailWhenItComesAndADelayedOneWhenItIsDue() throws Exception {
        BlockingQueue<MailQueueItem> got = new LinkedBlockingQueue<>();
        Disposable consumer = Flux.from(queue().deQueue()).subscribe(got::add);
        queue().enQueue(mail("soon"), Duration.ofMillis(300));
        queue().enQueue(mail("now"));
        assertThat(got.poll(30, TimeUnit.SECONDS).getMail().getName()).isEqualTo("now");
        assertThat(got.poll(30, TimeUnit.SECONDS).getMail().getName()).isEqualTo("soon");
        consumer.dispose();
        queue().enQueue(mail("for the next"));
        assertThat(take().getMail().getName()).isEqualTo("for the next");
        assertThat(got).isEmpty();
    }

    /** The timer of the first mail, taken out since, used to swallow that of the second one. */
    @Test
    void eachDelayedMailHasItsTurnWhateverBecameOfTheOneBefore() throws Exception {
        BlockingQueue<MailQueueItem> got = new LinkedBlockingQueue<>();
        Disposable consumer = Flux.from(queue().deQueue()).subscribe(got::add);
        for (int i = 0; i < 200; i++) {
            queue().enQueue(mail("taken-" + i), Duration.ofMillis(20));
            queue().enQueue(mail("kept-" + i), Duration.ofMillis(21));
            queue().remove(ManageableMailQueue.Type.Name, "taken-" + i);
            String next = got.poll(30, TimeUnit.SECONDS).getMail().getName();
            if (next.startsWith("taken")) {
                next = got.poll(30, TimeUnit.SECONDS).getMail().getName();
            }
            assertThat(next).isEqualTo("kept-" + i);
        }
        consumer.dispose();
    }

    /** Two that announce a mail at once may be apart by the whole time that it takes to work it off. */
    @Test
    void aFinishedMailIsNotAdmittedAgainBeforeItsRowIsGone() throws Exception {
        queue().enQueue(mail("finished"));
        MailQueueItem item = take();
        Waiting.Entry entry = new Waiting.Entry(count("select id from spool"), MailPrioritySupport.NORMAL_PRIORITY, 0, null);
        CountDownLatch disk = new CountDownLatch(1);
        spool.store().write(connection -> Uninterruptibles.awaitUninterruptibly(disk, 30, TimeUnit.SECONDS));
        item.done(SUCCESS);
        queue().admit(entry);
        BlockingQueue<MailQueueItem> got = new LinkedBlockingQueue<>();
        Disposable consumer = Flux.from(queue().deQueue()).subscribe(got::add);
        disk.countDown();
        await().until(() -> rows() == 0);
        await().until(() -> queue().getSize() == 0);
        assertThat(got).isEmpty();
        consumer.dispose();
    }

    @Test
    void anErrorOfItsConsumerCostsAMailATryAndNoMore() throws Exception {
        queue().enQueue(mail("strange"));
        BlockingQueue<MailQueueItem> got = new LinkedBlockingQueue<>();
        AtomicInteger tries = new AtomicInteger();
        queue().deQueue().subscribe(new BaseSubscriber<>() {
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
        await().until(() -> queue().flush() == 1);
        assertThat(got.poll(30, TimeUnit.SECONDS).getMail().getName()).isEqualTo("strange");
    }

    private MailQueueItem take() {
        return Flux.from(queue().deQueue()).blockFirst(Duration.ofSeconds(30));
    }

    private List<String> names(int count) {
        return Flux.from(queue().deQueue()).take(count).map(item -> item.getMail().getName()).collectList()
            .block(Duration.ofSeconds(30));
    }

    private static Mail mail(String name) throws Exception {
        return Mails.defaultMail().name(name).build();
    }

    private int rows() {
        return count("select count(*) from spool");
    }

    private int count(String sql) {
        return spool.store().read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql); ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        });
    }
}
