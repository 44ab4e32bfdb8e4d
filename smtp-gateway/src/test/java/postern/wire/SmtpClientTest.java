package postern.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The small SMTP client and the small company server")
class SmtpClientTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @ParameterizedTest(name = "pipelining: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName("carry a mail unchanged, dots at the start of lines and a missing last line end included")
    void unchanged(boolean pipelining) throws Exception {
        String content = "Subject: dots\r\n\r\n.\r\n..two\r\n.\n.x\r\n客户";
        Queue<CompanyServer.Delivery> taken = new ConcurrentLinkedQueue<>();
        try (CompanyServer server = CompanyServer.start(TIMEOUT, taken::add);
             SmtpClient client = SmtpClient.connect(server.address(), "client.example", TIMEOUT, pipelining)) {
            byte[] wire = SmtpClient.stuffed(content.getBytes(StandardCharsets.UTF_8));
            assertThat(client.send("a@b.example", List.of("x@y.example", "z@y.example"), wire).code()).isEqualTo(250);
            assertThat(client.send("", List.of("x@y.example"), wire).code()).isEqualTo(250);
        }
        assertThat(taken).extracting(CompanyServer.Delivery::sender).containsExactly("a@b.example", "");
        assertThat(taken.peek().recipients()).containsExactly("x@y.example", "z@y.example");
        assertThat(taken).allSatisfy(delivery ->
            assertThat(new String(delivery.content(), StandardCharsets.UTF_8)).isEqualTo(content + "\r\n"));
    }

    @Test
    @DisplayName("tell a refusal, and the connection still serves after it")
    void refusal() throws Exception {
        Queue<CompanyServer.Delivery> taken = new ConcurrentLinkedQueue<>();
        try (CompanyServer server = CompanyServer.start(TIMEOUT, taken::add);
             SmtpClient client = SmtpClient.connect(server.address(), "client.example", TIMEOUT, true)) {
            byte[] wire = SmtpClient.stuffed("Subject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(client.send("a@b.example", List.of(), wire)).hasToString("503 Recipients first");
            assertThat(client.send("a@b.example", List.of("x@y.example"), wire).positive()).isTrue();
        }
        assertThat(taken).hasSize(1);
    }
}
