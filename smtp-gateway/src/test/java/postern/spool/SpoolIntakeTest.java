package postern.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.james.core.MailAddress;
import org.apache.mailet.AttributeName;
import org.apache.mailet.Mail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.accounts.SampleDesk;
import postern.desk.Desk;
import postern.desk.EdgePolicy;
import postern.edge.Arrival;
import postern.edge.IntakeRefused;
import postern.store.Store;
import reactor.core.publisher.Flux;

/** Guarantee 1 of the spool, and what the edge and the replies see of it. */
class SpoolIntakeTest {
    private static final Instant RECEIVED = Instant.parse("2026-03-02T01:00:00Z");
    private static final byte[] CONTENT = "Subject: =?GB2312?B?zcu7uw==?=\r\n\r\n退换\r\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;
    private SpoolFixture spool;
    private SpoolIntake intake;
    private Desk desk = SampleDesk.read();

    @BeforeEach
    void open() {
        spool = new SpoolFixture(directory);
        intake = new SpoolIntake(spool.store(), spool.queues(), () -> desk, Clock.systemUTC(), new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        spool.close();
    }

    @Test
    void anAcceptedMailIsInTheSpoolWithItsEnvelopeAndItsOctetsAlsoAfterARestart() throws Exception {
        intake.accept(arrival("m1", "li@customer.example", Optional.of("alice@shop.example")));
        check(take());
        spool.close();
        open();
        check(take());
    }

    private static void check(Mail mail) throws Exception {
        assertThat(mail.getName()).isEqualTo("m1");
        assertThat(mail.getState()).isEqualTo(Mail.DEFAULT);
        assertThat(mail.getMaybeSender().asString()).isEqualTo("li@customer.example");
        assertThat(mail.getRecipients()).containsExactly(new MailAddress("service@shop.example"), new MailAddress("orders@shop.example"));
        assertThat(value(mail, "postern.received-at")).contains(RECEIVED.toEpochMilli());
        assertThat(value(mail, "postern.login")).contains("alice@shop.example");
        assertThat(value(mail, "postern.verified")).contains(true);
        assertThat(value(mail, "postern.recipients")).contains("service@shop.example,orders@shop.example");
        assertThat(mail.getRemoteAddr()).isEqualTo("192.0.2.7");
        StoredMessage message = (StoredMessage) mail.getMessage();
        assertThat(message.getMessageInputStream().readAllBytes())
            .isEqualTo(StoredSource.join("Received: by us\r\n".getBytes(StandardCharsets.US_ASCII), CONTENT));
    }

    @Test
    void aMailOfferedTwiceUnderOneNameIsTakenOnce() throws Exception {
        intake.accept(arrival("m1", "li@customer.example", Optional.empty()));
        intake.accept(arrival("m1", "li@customer.example", Optional.empty()));
        assertThat(spool.queues().spool().getSize()).isEqualTo(1);
    }

    @Test
    void theNullSenderStaysNull() throws Exception {
        intake.accept(arrival("bounce", "", Optional.empty()));
        assertThat(take().getMaybeSender().isNullSender()).isTrue();
    }

    @Test
    void aStoreThatCannotWriteRefusesForNow() {
        spool.store().close();
        assertThatThrownBy(() -> intake.accept(arrival("m1", "li@customer.example", Optional.empty())))
            .isInstanceOf(IntakeRefused.class);
    }

    @Test
    void aDeepSpoolAndAFullDiskAreBusy() throws Exception {
        assertThat(intake.busy()).isNull();
        intake.accept(arrival("m1", "li@customer.example", Optional.empty()));
        EdgePolicy edge = desk.edge();
        desk = desk.with(policy(edge, 1, 0));
        assertThat(intake.busy()).contains("spool holds 1");
        desk = desk.with(policy(edge, 100, Long.MAX_VALUE));
        assertThat(intake.busy()).contains("disk");
    }

    private static EdgePolicy policy(EdgePolicy edge, int depth, long freeDisk) {
        return new EdgePolicy(edge.messageSize(), edge.recipients(), edge.connections(), edge.connectionsPerAddress(),
            edge.mailsPerMinute(), depth, freeDisk, edge.commandTimeout(), edge.dataTimeout());
    }

    @Test
    void aReplyIsInTheSpoolWithItsUnitOfWorkOrNotAtAllAndOnceOnly() throws Exception {
        SqlOutbox outbox = new SqlOutbox(spool.store(), spool.queues(), Clock.systemUTC());
        byte[] reply = "Subject: received\r\n\r\nok\r\n".getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> spool.store().writeAndWait(connection -> {
            outbox.put(connection, "undone", List.of("li@customer.example"), reply, "outgoing");
            throw new IllegalStateException("undone");
        })).hasMessage("undone");
        assertThat(spool.queues().spool().getSize()).isZero();

        for (int round = 0; round < 2; round++) {
            spool.store().writeAndWait(connection -> {
                outbox.put(connection, "ack-1", List.of("li@customer.example"), reply, "outgoing");
                return null;
            });
        }
        assertThat(spool.queues().spool().getSize()).isEqualTo(1);
        Mail mail = take();
        assertThat(mail.getState()).isEqualTo("outgoing");
        assertThat(mail.getMaybeSender().isNullSender()).isTrue();
        assertThat(mail.getRecipients()).containsExactly(new MailAddress("li@customer.example"));
        assertThat(((StoredMessage) mail.getMessage()).getMessageInputStream().readAllBytes()).isEqualTo(reply);
    }

    @Test
    void housekeepingForgetsOldLinesAndTheBodiesThatOnlyTheyHeld() throws Exception {
        intake.accept(arrival("m1", "li@customer.example", Optional.empty()));
        spool.queues().spool().clear();
        Housekeeping now = new Housekeeping(spool.store(), Clock.fixed(RECEIVED, ZoneOffset.UTC), Set.of(), new SimpleMeterRegistry());
        assertThat(now.sweep()).isZero();
        Housekeeping later =
            new Housekeeping(spool.store(), Clock.fixed(RECEIVED.plus(Duration.ofDays(15)), ZoneOffset.UTC), Set.of(), new SimpleMeterRegistry());
        assertThat(later.sweep()).isEqualTo(2);
        byte[] hash = Store.Bodies.sha256(CONTENT);
        assertThat(spool.store().<Long>read(connection -> spool.store().bodies().size(connection, hash))).isEqualTo(-1);
    }

    private Mail take() {
        return Flux.from(spool.queues().spool().deQueue()).blockFirst(Duration.ofSeconds(60)).getMail();
    }

    private static Optional<Object> value(Mail mail, String name) {
        return mail.getAttribute(AttributeName.of(name)).map(attribute -> attribute.getValue().value());
    }

    private static Arrival arrival(String name, String sender, Optional<String> login) {
        return new Arrival(name, sender, List.of("service@shop.example", "orders@shop.example"), "Received: by us\r\n", CONTENT,
            RECEIVED, "192.0.2.7", "client.example", login, true);
    }
}
