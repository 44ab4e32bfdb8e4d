package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import postern.desk.TicketId;
import postern.desk.file.DeskFile;
import postern.letter.Letter;
import postern.letter.LetterReader;
import postern.letter.TextParts;
import postern.tickets.Ticket;
import postern.tickets.Tickets;

@DisplayName("A suggested answer")
class FlowSuggestTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    @RegisterExtension
    private static final Shared<TestGateway> GATEWAY = new Shared<>(home -> TestGateway.start(home, desk -> {
        String sample = read().replaceFirst("(?m)^  refund:\n    name:", "  refund:\n    answer: { suggest: money }\n    name:")
            .replaceFirst("(?m)^  enquiry:\n    name:", "  enquiry:\n    answer: { suggest: hours }\n    name:").replace("automatic: []", "automatic: [enquiry]");
        return DeskFile.read("desk.yaml", sample).orThrow().with(desk.listeners()).with(desk.outgoing());
    }));

    private static String read() {
        try {
            return Files.readString(Path.of("../conf/desk.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void liesUnsentBesideTheMailUntilTheTicketIsAnswered() throws Exception {
        String customer = "fang@customer.example";
        try (ImapDialogue alice = GATEWAY.get().agent("alice")) {
            alice.append("Desk/Templates/Returns", "Subject: money.en\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nDear {customer.name}, we refund {order}. {agent.name}\r\n");
            GATEWAY.get().send(customer, "returns@shop.example", "From: Wang Fang <" + customer + ">\nTo: returns@shop.example\nMessage-ID: <s.1@customer.example>\nSubject: refund\n\n"
                + "I want my money back for order A20250101-0001, please.\n");
            await().atMost(PATIENCE).until(() -> alice.count("Returns") == 2);
            alice.ok("SELECT Returns");
            String found = String.join("", alice.ok("SEARCH DRAFT KEYWORD draft")).replaceAll("(?s).*SEARCH (\\d+).*", "$1");
            String draft = String.join("\n", alice.ok("FETCH " + found + " (BODY.PEEK[])"));
            Letter letter = new LetterReader().read(draft.substring(draft.indexOf("}\n") + 2, draft.lastIndexOf(")")).getBytes(StandardCharsets.UTF_8));
            assertThat(letter.text()).isEqualTo("Dear Wang Fang, we refund A20250101-0001. {agent.name}");
            assertThat(letter.to()).extracting(one -> one.address()).containsExactly(customer);
            assertThat(letter.references()).containsExactly("<s.1@customer.example>");
            assertThat(letter.from()).isEmpty();

            Ticket ticket = GATEWAY.get().gateway().part(Tickets.class).find(TicketId.find(letter.subject()).getFirst()).orElseThrow();
            assertThat(ticket.state()).as("a draft answers nothing").isEqualTo(Ticket.State.OPEN);
            assertThat(sent(customer)).isEmpty();

            assertThat(GATEWAY.get().submit("alice", List.of(customer), "From: alice@shop.example\nTo: " + customer + "\nSubject: " + letter.subject() + "\nMessage-ID: <c.1@shop.example>\n"
                + "In-Reply-To: <s.1@customer.example>\nContent-Type: text/plain; charset=utf-8\n\n" + letter.text() + "\n")).startsWith("250");
            await().atMost(PATIENCE).until(() -> sent(customer).isPresent());
            assertThat(new LetterReader().read(sent(customer).get()).text()).isEqualTo("Dear Wang Fang, we refund A20250101-0001. Alice Wang");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(alice.count("Returns")).isZero());
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(alice.count("Returns/Waiting")).isEqualTo(2));
        }
    }

    @Test
    void leavesByItselfOnlyForATopicThatTheDeskNamesInPlaceOfTheConfirmationAndOnce() throws Exception {
        try (ImapDialogue ivy = GATEWAY.get().agent("ivy"); ImapDialogue feng = GATEWAY.get().agent("feng")) {
            feng.append("Desk/Templates", "Subject: hours.en\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nOur shop is open from nine to six on all working days. Ticket {ticket}.\r\n");
            String customer = "hours@customer.example";
            String question = "From: Joe <" + customer + ">\nTo: service@shop.example\nMessage-ID: <h.%d@customer.example>\n%sSubject: enquiry\n\n%s\n";
            GATEWAY.get().send(customer, "service@shop.example", question.formatted(1, "", "Is the blue lamp in stock in your shop today?"));
            await().atMost(PATIENCE).until(() -> automatic(customer).size() == 1);
            byte[] mail = automatic(customer).getFirst();
            assertThat(new LetterReader().read(mail).header("auto-submitted")).containsExactly("auto-replied");
            assertThat(String.join("\n", TextParts.shown(mail))).contains("Our shop is open from nine to six", "a person reads it and answers").doesNotContain("{ticket}",
                "We have received").containsPattern("Ticket \\d{3}-\\d{3}-\\d{4}\\.");
            Tickets tickets = GATEWAY.get().gateway().part(Tickets.class);
            TicketId ticket = TicketId.find(new LetterReader().read(mail).subject()).getFirst();
            assertThat(tickets.find(ticket).orElseThrow().state()).as("a person still looks").isEqualTo(Ticket.State.OPEN);
            assertThat(tickets.events(ticket, 20)).extracting(event -> event.kind()).contains("answered-automatically");

            GATEWAY.get().send(customer, "service@shop.example", question.formatted(2, "In-Reply-To: <h.1@customer.example>\n", "Is it in stock now? And how much is it?"));
            GATEWAY.get().send(customer, "service@shop.example", question.formatted(3, "Auto-Submitted: auto-replied\n", "Is the green lamp in stock?"));
            GATEWAY.get().send("zhang@customer.example", "service@shop.example", "From: <zhang@customer.example>\nTo: service@shop.example\nMessage-ID: <h.4@customer.example>\nSubject: 咨询\n"
                + "Content-Type: text/plain; charset=utf-8\n\n请问这款台灯现在有现货吗？多少钱？\n");
            await().atMost(PATIENCE).until(() -> automatic("zhang@customer.example").size() == 1);
            assertThat(String.join("\n", TextParts.shown(automatic("zhang@customer.example").getFirst()))).as("no template in Chinese").contains("我们已经收到");
            assertThat(automatic(customer)).hasSize(1);
        }
    }

    private static List<byte[]> automatic(String customer) {
        return GATEWAY.get().deliveries().stream().filter(delivery -> delivery.recipients().contains(customer) && delivery.sender().isEmpty())
            .map(delivery -> delivery.content()).toList();
    }

    private static Optional<byte[]> sent(String customer) {
        return GATEWAY.get().deliveries().stream().filter(delivery -> delivery.recipients().contains(customer) && !delivery.sender().isEmpty())
            .map(delivery -> delivery.content()).findFirst();
    }
}
