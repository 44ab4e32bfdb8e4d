package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import postern.letter.Letter;
import postern.letter.LetterReader;
import postern.letter.TextParts;

@DisplayName("Templates in folders")
class FlowTemplateTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String FOLDER = "Desk/Templates/Returns";
    @RegisterExtension
    private static final Shared<TestGateway> GATEWAY = Shared.gateway();

    private static String ask(String name, String from, String subject, String text) throws Exception {
        GATEWAY.get().send(from, "returns@shop.example", "From: " + name + " <" + from + ">\nTo: returns@shop.example\nMessage-ID: <t." + from + ">\nSubject: " + subject
            + "\nContent-Type: text/plain; charset=utf-8\n\n" + text + "\n");
        try (ImapDialogue alice = GATEWAY.get().agent("alice")) {
            await().atMost(PATIENCE).until(() -> {
                alice.ok("SELECT Returns");
                return String.join("", alice.ok("SEARCH FROM " + from)).matches(".*\\d.*");
            });
        }
        return from;
    }

    private static String answer(String to, String subject, String body) throws Exception {
        return GATEWAY.get().submit("alice", List.of(to), "From: alice@shop.example\nTo: " + to + "\nSubject: " + subject + "\nMessage-ID: <a." + to
            + "." + Integer.toHexString(body.hashCode()) + "@shop.example>\nIn-Reply-To: <t." + to + ">\nMIME-Version: 1.0\n" + body);
    }

    private static byte[] sentTo(String customer) {
        await().atMost(PATIENCE).until(() -> delivery(customer).isPresent());
        return delivery(customer).orElseThrow();
    }

    private static Optional<byte[]> delivery(String customer) {
        return GATEWAY.get().deliveries().stream().filter(delivery -> delivery.recipients().contains(customer) && !delivery.sender().isEmpty())
            .map(delivery -> delivery.content()).findFirst();
    }

    @Test
    void fieldsAreFilledWhenTheAnswerIsSentWithTextAndNeverMarkup() throws Exception {
        String customer = ask("\"Eve <script>alert(1)</script> {ticket}\"", "eve@customer.example", "{agent.name} broken", "I want a refund for order A20250101-0001 now please, it is {order}.");
        assertThat(answer(customer, "Re: {agent.name} broken", "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
            + "Dear {customer.name}, about {order}: thanks.\n\n> it is {order}.\n--b\nContent-Type: text/html\n\n"
            + "<p>Dear {customer.name}, about {order}: thanks.</p><blockquote type=\"cite\">it is {order}.</blockquote>\n--b--\n")).startsWith("250");
        byte[] sent = sentTo(customer);
        Letter letter = new LetterReader().read(sent);
        assertThat(letter.text()).isEqualTo("Dear Eve <script>alert(1)</script> (ticket), about A20250101-0001: thanks.");
        assertThat(letter.quoted()).contains("it is {order}.");
        assertThat(letter.subject()).as("the customer's own words").isEqualTo("Re: {agent.name} broken");
        String html = TextParts.shown(sent).getLast();
        assertThat(html).isEqualTo(letter.text());
    }

    @Test
    void aFieldWithoutAValueIsNotSent() throws Exception {
        String customer = ask("wang", "noorder@customer.example", "refund", "Where is my money? I have been waiting for it for a long time now.");
        assertThat(answer(customer, "Your order {order}", "Content-Type: text/plain\n\nThank you.\n")).startsWith("554").contains("{order}");
        assertThat(answer(customer, "{ticket} at {company}", "Content-Type: text/plain\n\nThank you.\n")).startsWith("250");
        assertThat(new LetterReader().read(sentTo(customer)).subject()).matches("\\d{3}-\\d{3}-\\d{4} at Qinghe Shop");
    }

    @Test
    void aDraftThatIsSavedIsPublishedAndOneWithMistakesHasANoteBesideIt() throws Exception {
        try (ImapDialogue alice = GATEWAY.get().agent("alice"); ImapDialogue dora = GATEWAY.get().agent("dora"); ImapDialogue bob = GATEWAY.get().agent("bob")) {
            append(alice, "refund", "Dear {customer.name}, your money comes.");
            append(alice, "broken", "Dear {customer.nme}");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(alice.count(FOLDER)).isEqualTo(3));
            alice.ok("SELECT \"" + FOLDER + "\"");
            assertThat(String.join("", alice.ok("SEARCH KEYWORD $Broken SUBJECT broken"))).contains("SEARCH 2");
            String note = String.join("\n", alice.ok("FETCH 3 (BODY.PEEK[TEXT])"));
            assertThat(new String(Base64.getMimeDecoder().decode(note.replaceAll("(?s).*?\\{\\d+}", "").replaceAll("(?s)\\).*", "")), StandardCharsets.UTF_8))
                .contains("{customer.nme}");
            alice.ok("STORE 2 +FLAGS (\\Deleted)");
            alice.ok("EXPUNGE");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(alice.count(FOLDER)).as("the note goes with it").isEqualTo(1));
            assertThat(dora.count(FOLDER)).as("members read").isEqualTo(1);
            assertThatThrownBy(() -> append(dora, "mine", "Hello")).as("who leads writes").isInstanceOf(AssertionError.class).hasMessageContaining(" NO ");
            assertThat(bob.command("SELECT \"" + FOLDER + "\"")).as("other teams do not").anyMatch(line -> line.contains(" NO "));
        }
    }

    private static void append(ImapDialogue imap, String name, String text) throws Exception {
        imap.append(FOLDER, "Subject: " + name + "\r\n\r\n" + text + "\r\n");
    }
}
