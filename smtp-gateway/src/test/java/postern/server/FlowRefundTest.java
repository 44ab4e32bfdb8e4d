package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.wire.CompanyServer;

@DisplayName("A customer's mail goes in at the edge and lies, tagged and acknowledged, in its team's folder")
class FlowRefundTest {
    private static final String MAIL = """
        From: =?utf-8?b?546L6Iqz?= <wang@customer.example>
        To: returns@shop.example
        Subject: =?utf-8?b?55Sz6K+36YCA5qy+?=
        Message-ID: <refund-1@customer.example>
        Date: Sat, 21 Nov 2026 20:00:00 +0800
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        你好，我收到的衣服有破损，我要退款，请尽快处理。谢谢。
        """;

    @TempDir
    private Path home;

    @Test
    void aChineseRefundMailIsFiledTaggedAndAcknowledged() throws Exception {
        try (TestGateway gateway = TestGateway.start(home); ImapDialogue alice = gateway.agent("alice")) {
            assertThat(gateway.send("wang@customer.example", "returns@shop.example", MAIL).code()).isEqualTo(250);
            await().atMost(Duration.ofSeconds(60)).until(() -> alice.count("Returns") == 1);
            alice.ok("EXAMINE Returns");
            String message = String.join("\n", alice.ok("FETCH 1 (FLAGS BODY.PEEK[])"));
            assertThat(message).containsPattern("X-Postern-Ticket: \\d{3}-\\d{3}-\\d{4}").contains("X-Postern-Topic: refund")
                .contains("X-Postern-Language: zh-Hans").contains("X-Postern-Reply: safe").contains("team-returns").contains("topic-refund");
            assertThat(message).as("the customer's octets stand unchanged below ours").contains(MAIL.replace("\n", "\r\n"));
            await().atMost(Duration.ofSeconds(60)).until(() -> !gateway.deliveries().isEmpty());
            CompanyServer.Delivery answer = gateway.deliveries().getFirst();
            assertThat(answer.sender()).as("RFC 3834 §3.3").isEmpty();
            assertThat(answer.recipients()).isEqualTo(List.of("wang@customer.example"));
        }
    }

    @Test
    void anAgentOfAnotherTeamDoesNotReadItButSeesAFolderOfHisOwnInItsPlace() throws Exception {
        try (TestGateway gateway = TestGateway.start(home); ImapDialogue alice = gateway.agent("alice"); ImapDialogue bob = gateway.agent("bob")) {
            gateway.send("wang@customer.example", "returns@shop.example", MAIL);
            await().atMost(Duration.ofSeconds(60)).until(() -> alice.count("Returns") == 1);
            assertThat(bob.ok("SELECT Returns")).contains("* 0 EXISTS");
            assertThat(bob.ok("UID SEARCH ALL")).contains("* SEARCH");
            assertThat(bob.command("UID FETCH 1:* BODY.PEEK[]")).noneMatch(line -> line.contains("FETCH ("));
        }
    }
}
