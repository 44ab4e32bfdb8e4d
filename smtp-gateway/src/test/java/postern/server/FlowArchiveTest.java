package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.archive.Archive;
import postern.archive.Archived;
import postern.archive.What;
import postern.desk.TicketId;
import postern.tickets.TicketEvent;

@DisplayName("What crosses the wire is in the archive")
class FlowArchiveTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String QUESTION = "From: 王芳 <wang@customer.example>\nTo: returns@shop.example\nMessage-ID: <archived@customer.example>\n"
        + "Subject: 申请退款\nContent-Type: text/plain; charset=utf-8\n\n我要退款，请尽快处理。\n";

    @TempDir
    private static Path home;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = TestGateway.start(home);
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
    }

    @Test
    void aMailAndItsAcknowledgementAreKeptWithEnvelopeAndDecisions() throws Exception {
        gateway.send("wang@customer.example", "returns@shop.example", QUESTION);
        Archive archive = gateway.gateway().part(Archive.class);
        await().atMost(PATIENCE).until(() -> archive.between(Instant.EPOCH, Instant.MAX).count() == 2);
        List<Archived> mails = archive.between(Instant.EPOCH, Instant.MAX).toList();
        assertThat(mails).extracting(Archived::direction).containsExactly(What.ACCEPTED, What.SENT);
        Archived question = mails.getFirst();
        assertThat(text(question)).isEqualTo(QUESTION.replace("\n", "\r\n"));
        assertThat(question.envelope().sender()).isEqualTo("wang@customer.example");
        assertThat(question.envelope().recipients()).containsExactly("returns@shop.example");
        assertThat(question.envelope().trace()).startsWith("Received: from");
        assertThat(text(mails.get(1))).isEqualTo(new String(gateway.deliveries().getFirst().content(), StandardCharsets.UTF_8));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(question.decisions()).extracting(TicketEvent::kind).contains("opened", "decided", "acknowledged"));
        TicketId ticket = question.ticket().orElseThrow();
        assertThat(archive.ofTicket(ticket)).extracting(Archived::name).containsExactly(question.name(), mails.get(1).name());
        assertThat(mails.get(1).ticket()).contains(ticket);
    }

    private static String text(Archived mail) throws IOException {
        try (InputStream raw = mail.raw()) {
            return new String(raw.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
