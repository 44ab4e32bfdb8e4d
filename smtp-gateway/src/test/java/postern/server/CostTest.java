package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.wire.SmtpClient;

/** What a mail costs, counted. */
class CostTest {
    private static final int MAILS = 20;

    @TempDir
    Path home;

    /** Its acceptance; its ticket; its decisions, folder and acknowledgement with its end in the spool; the acknowledgement's end. */
    @Test
    void aMailAndItsAcknowledgementTakeFourUnitsOfWorkOfFewStatements() throws Exception {
        try (TestGateway gateway = TestGateway.start(home)) {
            MeterRegistry meters = gateway.gateway().part(MeterRegistry.class);
            double before = units(meters);
            double asked = statements(meters);
            try (SmtpClient client = gateway.smtp()) {
                for (int i = 0; i < MAILS; i++) {
                    client.send("wang" + i + "@customer" + i + ".example", List.of("returns@shop.example"), mail(i));
                }
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> gateway.deliveries().size() == MAILS);
            // A few more belong to what goes on beside the mail, such as the index.
            assertThat(units(meters) - before).isBetween(4.0 * MAILS, 4.9 * MAILS);
            // With those of the archive, which are more if it takes few mails at once.
            assertThat(statements(meters) - asked).isLessThan(50.0 * MAILS);
        }
    }

    private static double units(MeterRegistry meters) {
        return meters.get("postern.store.commit.units").summary().totalAmount();
    }

    private static double statements(MeterRegistry meters) {
        return meters.get("postern.store.commit.statements").summary().totalAmount();
    }

    private static byte[] mail(int number) {
        String text = """
            From: Wang <wang%1$d@customer%1$d.example>
            To: <returns@shop.example>
            Subject: refund of order %1$d
            Message-ID: <cost.%1$d@customer%1$d.example>

            I would like a refund for my order %1$d, please.
            """.formatted(number);
        return SmtpClient.stuffed(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
