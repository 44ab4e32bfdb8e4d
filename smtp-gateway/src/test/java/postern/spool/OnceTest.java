package postern.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.queue.api.MailQueueName;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

/**
 * KilledGatewayTest found acknowledgements twice at the company mail server: those that RemoteDelivery was handing over when the
 * process was killed. Their rows came back, and SMTP cannot tell that the other side had taken them.
 */
@DisplayName("A mail that must not leave twice")
class OnceTest {
    private static final MailQueueName OUTGOING = MailQueueName.of("outgoing");
    private static final byte[] REPLY = "Subject: received\r\n\r\nok\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path directory;

    @Test
    @DisplayName("does not come back after a crash while it was handed over, where another mail does")
    void atMostOnce() throws Exception {
        try (SpoolFixture spool = new SpoolFixture(directory)) {
            SqlOutbox outbox = new SqlOutbox(spool.store(), spool.queues(), Clock.systemUTC());
            spool.store().writeAndWait(connection -> {
                outbox.put(connection, "copy", List.of("archive@company.example"), REPLY, "outgoing");
                outbox.sendOnce(connection, "ack", "li@customer.example", REPLY);
                return null;
            });
            MailQueueItem copy = take(spool.queues().spool(), 1).getFirst();
            spool.queues().createQueue(OUTGOING).enQueue(copy.getMail());
            copy.done(CompletionStatus.SUCCESS);
            assertThat(take(spool.queues().createQueue(OUTGOING), 2)).extracting(item -> item.getMail().getName()).containsExactlyInAnyOrder("copy", "ack");
        }
        try (SpoolFixture restarted = new SpoolFixture(directory)) {
            assertThat(restarted.queues().createQueue(OUTGOING).getSize()).isEqualTo(1);
            assertThat(take(restarted.queues().createQueue(OUTGOING), 1)).extracting(item -> item.getMail().getName()).containsExactly("copy");
        }
    }

    @Test
    @DisplayName("waits for its turn over a restart before it is handed over")
    void durable() throws Exception {
        try (SpoolFixture spool = new SpoolFixture(directory)) {
            SqlOutbox outbox = new SqlOutbox(spool.store(), spool.queues(), Clock.systemUTC());
            spool.store().writeAndWait(connection -> {
                outbox.sendOnce(connection, "ack", "li@customer.example", REPLY);
                return null;
            });
            assertThat(spool.queues().createQueue(OUTGOING).getSize()).isEqualTo(1);
        }
        try (SpoolFixture restarted = new SpoolFixture(directory)) {
            assertThat(take(restarted.queues().createQueue(OUTGOING), 1)).extracting(item -> item.getMail().getName()).containsExactly("ack");
        }
    }

    private static List<MailQueueItem> take(MailQueue queue, int mails) {
        return Flux.from(queue.deQueue()).take(mails).collectList().block(Duration.ofSeconds(60));
    }
}
