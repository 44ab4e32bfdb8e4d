package postern.spool;

import static org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.mail.internet.MimeMessage;
import org.apache.james.core.MailAddress;
import org.apache.james.metrics.api.NoopGaugeRegistry;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
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
import reactor.core.publisher.Flux;

/** Guarantees 4 and 5 of the spool: what comes out of it is what went in, and what cannot be read hurts nobody else. */
class SpooledMailTest {
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
    void octetsAreStoredOnceAndComeBackAsTheyWere() throws Exception {
        byte[] odd = "Subject: broken\nbare LF\r\nno colon here\r\n\r\n\u0000退款\r\n".getBytes(StandardCharsets.UTF_8);
        byte[] hash = spool.store().writeAndWait(connection -> spool.store().bodies().put(connection, odd));
        byte[] prefix = "Received: by us\r\n".getBytes(StandardCharsets.US_ASCII);
        Mail mail = Parcel.stored("odd", Envelope.of(SpoolFixture.mail("odd")).toJson(), prefix, hash).unpack(spool.store());
        spool.queue().enQueue(mail);
        spool.outgoing().enQueue(mail);
        StoredMessage message = (StoredMessage) spool.take().getMail().getMessage();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        message.getHeader("Subject");
        message.writeTo(written);
        assertThat(written.toByteArray()).isEqualTo(StoredSource.join(prefix, odd));
        assertThat(message.getMessageInputStream().readAllBytes()).isEqualTo(StoredSource.join(prefix, odd));
        assertThat(message.bodyHash()).contains(hash);
        assertThat(message.prefix()).isEqualTo(prefix);
        assertThat(spool.count("select count(*) from body")).isEqualTo(1);
    }

    @Test
    void fieldsReadWithoutParsingAreThoseThatAParserFinds() throws Exception {
        for (String subject : List.of("Subject: plain",
                "subject : =?UTF-8?B?6YCA5qy+?=\r\n =?UTF-8?B?6YCA5qy+?= A1", "Subject: =?none?Q?x?=", "Subject:", "X: y")) {
            byte[] content = ("Message-ID: <1@a.example>\r\n" + subject + "\r\n\r\ntext\r\n").getBytes(StandardCharsets.US_ASCII);
            MimeMessage parsed = new MimeMessage(null, new ByteArrayInputStream(content));
            StoredMessage message = new StoredMessage(new StoredSource(spool.store(), new byte[0], new byte[32], content));
            assertThat(message.getSubject()).isEqualTo(parsed.getSubject());
            assertThat(message.getMessageID()).isEqualTo(parsed.getMessageID());
        }
    }

    @Test
    void aChangedMessageIsStoredAnewAndTheOldOctetsStay() throws Exception {
        byte[] content = "Subject: old\r\n\r\ntext\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] hash = spool.store().writeAndWait(connection -> spool.store().bodies().put(connection, content));
        Mail mail = Parcel.stored("changed", Envelope.of(SpoolFixture.mail("changed")).toJson(), new byte[0], hash).unpack(spool.store());
        mail.getMessage().addHeader("X-Added", "yes");
        assertThat(((StoredMessage) mail.getMessage()).bodyHash()).isEqualTo(Optional.empty());
        spool.queue().enQueue(mail);
        Mail taken = spool.take().getMail();
        assertThat(taken.getMessage().getHeader("X-Added")).containsExactly("yes");
        assertThat(taken.getMessage().getSubject()).isEqualTo("old");
        assertThat(((StoredMessage) taken.getMessage()).bodyHash()).isPresent().isNotEqualTo(Optional.of(hash));
    }

    @Test
    void attributesThatCannotBeSerializedAreLeftOutAndTheOthersKept() throws Exception {
        Mail mail = SpoolFixture.mail("attributes");
        mail.setAttribute(new Attribute(AttributeName.of("docket"), AttributeValue.ofUnserializable(new Object())));
        mail.setAttribute(new Attribute(AttributeName.of("客户"), AttributeValue.of("张三")));
        spool.queue().enQueue(mail);
        Mail taken = spool.take().getMail();
        assertThat(taken.getAttribute(AttributeName.of("docket"))).isEmpty();
        assertThat(taken.getAttribute(AttributeName.of("客户")).get().getValue().value()).isEqualTo("张三");
    }

    @Test
    void anAttributeThatCannotBeReadIsLeftOutAndTheMailGoesOn() throws Exception {
        Mail mail = SpoolFixture.mail("strange");
        mail.setAttribute(new Attribute(AttributeName.of("kept"), AttributeValue.of("value")));
        mail.setAttribute(new Attribute(AttributeName.of("strange"), AttributeValue.of(7)));
        spool.queue().enQueue(mail);
        spool.store().writeAndWait(connection -> {
            try (PreparedStatement update =
                     connection.prepareStatement("update spool set envelope = replace(envelope, 'IntSerializer', 'GoneSerializer')")) {
                return update.executeUpdate();
            }
        });
        restart();
        Mail taken = spool.take().getMail();
        assertThat(taken.getAttribute(AttributeName.of("kept"))).isPresent();
        assertThat(taken.getAttribute(AttributeName.of("strange"))).isEmpty();
    }

    @Test
    void aRowThatCannotBeReadStaysAndDoesNotHoldUpTheOthers() throws Exception {
        spool.queue().enQueue(SpoolFixture.mail("unreadable"));
        spool.queue().enQueue(SpoolFixture.mail("readable"));
        spool.store().writeAndWait(connection -> {
            try (PreparedStatement update = connection.prepareStatement("update spool set envelope = '{' where name = 'unreadable'")) {
                return update.executeUpdate();
            }
        });
        restart();
        assertThat(spool.names(1)).containsExactly("readable");
        assertThat(spool.count("select count(*) from spool where name = 'unreadable'")).isEqualTo(1);
        assertThat(spool.queue().getSize()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"true, true, 0", "false, true, 0", "true, false, 1", "false, false, 1"})
    void aMailWithoutASenderThatWillNotBeDeliveredComesBackToTheFlow(boolean forGood, boolean delivered, int unheard) throws Exception {
        RecordingMetricFactory metrics = new RecordingMetricFactory();
        try (SpoolFixture fixture = new SpoolFixture(Files.createDirectory(directory.resolve("other")), Clock.systemUTC(), metrics, new NoopGaugeRegistry())) {
            SqlMailQueue queue = fixture.outgoing();
            Mail acknowledgement = MailImpl.builder().name("m-ack").sender(MailAddress.nullSender()).addRecipient("wang@example.com")
                .mimeMessage(SpoolFixture.mail("x").getMessage()).build();
            acknowledgement.setAttribute(new Attribute(Bouncer.IS_DELIVERY_PERMANENT_ERROR, AttributeValue.of(false)));
            queue.enQueue(acknowledgement);
            MailQueueItem item = Flux.from(queue.deQueue()).blockFirst();
            if (!delivered) {
                item.getMail().setAttribute(new Attribute(Bouncer.IS_DELIVERY_PERMANENT_ERROR, AttributeValue.of(forGood)));
            }
            item.done(SUCCESS);
            assertThat(metrics.countFor("unheard:" + "outgoing")).isEqualTo(unheard);
            await().until(() -> fixture.queues().spool().getSize() == unheard);
        }
    }
}
