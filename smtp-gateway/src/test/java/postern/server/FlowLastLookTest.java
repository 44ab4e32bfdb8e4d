package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import postern.desk.TicketId;
import postern.letter.TextParts;
import postern.tickets.Ticket;
import postern.tickets.TicketEvent;
import postern.tickets.Tickets;

@DisplayName("A last look before an answer leaves")
class FlowLastLookTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    @RegisterExtension
    private static final Shared<TestGateway> GATEWAY = Shared.gateway();
    private static int number;

    private String customer;

    @BeforeEach
    void ask() throws Exception {
        customer = "look" + ++number + "@customer.example";
        question(customer, "I want my money back for order A20250101-000" + number + ", it was broken when it arrived here.");
    }

    private static void question(String from, String text) throws Exception {
        GATEWAY.get().send(from, "returns@shop.example", "From: <" + from + ">\nTo: returns@shop.example\nMessage-ID: <q." + from + ">\nSubject: refund\n\n" + text + "\n");
        try (ImapDialogue alice = GATEWAY.get().agent("alice")) {
            await().atMost(PATIENCE).until(() -> {
                alice.ok("SELECT Returns");
                return String.join("", alice.ok("SEARCH FROM " + from)).matches(".*\\d.*");
            });
        }
    }

    private String answer(String agent, String body) throws Exception {
        return GATEWAY.get().submit(agent, List.of(customer), "From: " + agent + "@shop.example\nTo: " + customer + "\nSubject: Re: refund\nMessage-ID: <" + agent + number
            + "." + Integer.toHexString(body.hashCode()) + "@shop.example>\nIn-Reply-To: <q." + customer + ">\nMIME-Version: 1.0\n" + body);
    }

    private static String plain(String text) {
        return "Content-Type: text/plain; charset=utf-8\n\n" + text + "\n";
    }

    private Ticket ticket() throws IOException {
        Tickets tickets = GATEWAY.get().gateway().part(Tickets.class);
        return tickets.lastDueBefore(Instant.parse("2100-01-01T00:00:00Z"), 100).stream()
            .filter(one -> one.customer().equals(customer)).findFirst().orElseThrow();
    }

    private Optional<String> sent() {
        return GATEWAY.get().deliveries().stream().filter(delivery -> delivery.recipients().contains(customer) && !delivery.sender().isEmpty())
            .map(delivery -> new String(delivery.content(), StandardCharsets.UTF_8)).findFirst();
    }

    @Test
    void refusesWithTheReasonInEnglishAtOnceAndInBothLanguagesByMail() throws Exception {
        assertThat(answer("chen", plain("Dear {customer.name}, see the attached label."))).startsWith("554 5.7.0 Not sent: a field of a template is not filled: {customer.name}; the text "
            + "speaks of an attachment").doesNotContain("#send");
        try (ImapDialogue chen = GATEWAY.get().agent("chen")) {
            await().atMost(PATIENCE).until(() -> chen.count("INBOX") == 1);
            chen.ok("SELECT INBOX");
            String notice = String.join("", chen.ok("FETCH 1 BODY.PEEK[TEXT]"));
            assertThat(new String(Base64.getMimeDecoder().decode(notice.replaceAll("(?s).*?\\{\\d+}", "").replaceAll("\\).*", "")), StandardCharsets.UTF_8))
                .contains("模板字段没有填写：{customer.name}", "a field of a template is not filled");
        }
        assertThat(ticket().state()).isEqualTo(Ticket.State.OPEN);
        assertThat(answer("chen", plain("Dear Ms. Wang, the money is on its way."))).as("refused mail counts as no answer").startsWith("250");
        await().atMost(PATIENCE).until(() -> sent().isPresent());
    }

    @Test
    void keepsOtherCustomersOrdersAndAddressesInTheHouse() throws Exception {
        String other = "other" + number + "@else.example";
        question(other, "Where is my order A20259999-000" + number + "? I am waiting.");
        assertThat(answer("dora", plain("Your order A20259999-000" + number + " is paid, write to " + other + "."))).as("anybody may claim that").startsWith("250");
        assertThat(GATEWAY.get().submit("alice", List.of(other), "From: alice@shop.example\nTo: " + other + "\nSubject: Re: refund\nMessage-ID: <a." + other
            + ">\nIn-Reply-To: <q." + other + ">\n\nIt is on its way.\n")).startsWith("250");
        await().atMost(PATIENCE).until(() -> GATEWAY.get().gateway().part(Tickets.class).answeredBefore(other));
        assertThat(answer("dora", plain("Your order A20259999-000" + number + " is paid."))).contains("another customer: A20259999-000" + number);
        assertThat(answer("dora", plain("Done.\n\nOn Monday other" + number + "@else.example wrote:\n> hello")))
            .contains("another customer: other" + number + "@else.example");
        assertThat(answer("dora", plain("Your order A20250101-000" + number + " is paid, " + customer + "."))).startsWith("250");
    }

    @Test
    void whoeverLeadsSendsAllTheSameAndTheWordDoesNotLeave() throws Exception {
        TicketId ticket = ticket().id();
        assertThat(answer("dora", plain("#send\n\nWe refund you, 绝对保证."))).startsWith("554").doesNotContain("or write #send");
        assertThat(answer("alice", "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n#发送\n\nWe refund you, 绝对保证.\n"
            + "--b\nContent-Type: text/html; charset=utf-8\n\n<html><head><style>p {}</style></head><body><p>#发送</p><p>We refund you, 绝对保证.</p></body></html>\n--b--\n"))
            .startsWith("250");
        await().atMost(PATIENCE).until(() -> sent().isPresent());
        String texts = String.join("\n", TextParts.shown(sent().get().getBytes(StandardCharsets.UTF_8)));
        assertThat(texts).contains("We refund you, 绝对保证.").doesNotContain("发送");
        assertThat(GATEWAY.get().gateway().part(Tickets.class).events(ticket, 20)).filteredOn(event -> event.kind().equals("overridden"))
            .extracting(TicketEvent::detail).containsExactly("alice, promises(绝对保证)");
    }

    @Test
    void anEnglishQuestionGetsNoChineseAnswer() throws Exception {
        assertThat(answer("dora", plain("非常抱歉，您的退款申请我们已经收到，会在三个工作日内为您处理，请耐心等候。"))).contains("the customer writes English, the answer is Chinese");
    }
}
