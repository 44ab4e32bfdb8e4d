package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.desk.TicketId;
import postern.tickets.Ticket;
import postern.tickets.Tickets;
import postern.wire.CompanyServer;

@DisplayName("An agent's answer from any mail program")
class FlowAnswerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    @TempDir
    private static Path home;
    private static TestGateway gateway;
    private static int number;

    private ImapDialogue alice;
    private String customer;
    private String question;
    private TicketId ticket;

    @BeforeAll
    static void start() throws Exception {
        gateway = TestGateway.start(home);
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
    }

    @BeforeEach
    void ask() throws Exception {
        alice = gateway.agent("alice");
        customer = "wang" + ++number + "@customer.example";
        question = "<answer-" + number + "@customer.example>";
        send(question, "");
        await().atMost(PATIENCE).until(() -> count("Returns") == 1);
        ticket = TicketId.find(fetch("Returns", "BODY.PEEK[HEADER.FIELDS (X-Postern-Ticket)]")).getFirst();
    }

    @AfterEach
    void leave() throws IOException {
        alice.close();
    }

    private void send(String id, String more) throws IOException {
        gateway.send(customer, "returns@shop.example", "From: 王芳 <" + customer + ">\nTo: returns@shop.example\nMessage-ID: " + id + "\n" + more
            + "Subject: 申请退款\n\n我要退款，请尽快处理。\n");
    }

    private String answer(String to, String more) {
        return "Received: from [10.1.2.3] by laptop\nFrom: Alice <alice@shop.example>\nTo: " + to + "\nSubject: Re: refund\nMessage-ID: <client-" + number
            + "@shop.example>\nIn-Reply-To: " + question + "\nReferences: " + question + "\nUser-Agent: Secret/1.0\nX-Originating-IP: 10.1.2.3\n" + more
            + "Content-Type: text/plain; charset=utf-8\n\n您好，已为您办理退款。\n";
    }

    /** Mails from, to or about the customer of this test. */
    private int count(String folder) throws IOException {
        return uids(folder).isEmpty() ? 0 : uids(folder).split(",").length;
    }

    private String uids(String folder) throws IOException {
        alice.ok("SELECT \"" + folder + "\"");
        String found = String.join("\n", alice.ok("UID SEARCH OR FROM \"" + customer + "\" TO \"" + customer + "\""));
        Matcher uids = Pattern.compile("\\* SEARCH ([\\d ]+)").matcher(found);
        return uids.find() ? uids.group(1).strip().replace(' ', ',') : "";
    }

    private String fetch(String folder, String what) throws IOException {
        return String.join("\n", alice.ok("UID FETCH " + uids(folder) + " (" + what + ")"));
    }

    private Ticket now() {
        return gateway.gateway().part(Tickets.class).find(ticket).orElseThrow();
    }

    private Optional<String> sent() {
        return gateway.deliveries().stream().filter(delivery -> delivery.recipients().contains(customer) && !delivery.sender().isEmpty())
            .map(delivery -> delivery.sender() + "\n" + new String(delivery.content(), StandardCharsets.UTF_8)).findFirst();
    }

    @Test
    void leavesUnderTheServiceAddressWithoutATraceOfTheAgentsNetwork() throws Exception {
        assertThat(gateway.submit("alice", List.of(customer), answer(customer, ""))).startsWith("250");
        await().atMost(PATIENCE).until(() -> sent().isPresent());
        assertThat(sent().get()).startsWith("returns@shop.example\n").contains("<returns@shop.example>", "In-Reply-To: " + question, "您好，已为您办理退款。",
            "Message-ID: <postern.").doesNotContain("alice@shop.example", "Alice <", "10.1.2.3", "Secret", "127.0.0.1", "laptop", "client-" + number);
        assertThat(sent().get().replaceAll("\\r?\\n ", " ")).contains("From: =?UTF-8?B?546L6ZuF55C0IMK3IOmdkuemvuWVhuWfjumAgOaNoui0pw==?=");
    }

    @Test
    void findsItsTicketEvenIfTheQuestionHadNoMessageId() throws Exception {
        customer = "form" + number + "@customer.example";
        gateway.send(customer, "returns@shop.example", "From: " + customer + "\nTo: returns@shop.example\nSubject: 网站表单\n\n我要退货。\n");
        await().atMost(PATIENCE).until(() -> count("Returns") == 1);
        String header = fetch("Returns", "BODY.PEEK[HEADER.FIELDS (X-Postern-Ticket MESSAGE-ID)]");
        ticket = TicketId.find(header).getFirst();
        Matcher id = Pattern.compile("<postern\\.[^>]+>").matcher(header.replaceAll("\\r?\\n ", ""));
        assertThat(id.find()).isTrue();
        question = id.group();
        assertThat(gateway.submit("alice", List.of(customer), answer(customer, ""))).startsWith("250");
        await().atMost(PATIENCE).until(() -> sent().isPresent());
        assertThat(sent().get()).startsWith("returns@shop.example\n");
        await().atMost(PATIENCE).until(() -> count("Returns/Waiting") == 2);
    }

    @Test
    void isOneAlsoToACustomerWhomOnlyTheEnvelopeNames() throws Exception {
        assertThat(gateway.submit("alice", List.of(customer), answer("undisclosed-recipients:;", "Bcc: " + customer + "\n"))).startsWith("250");
        await().atMost(PATIENCE).until(() -> sent().isPresent());
        assertThat(sent().get()).startsWith("returns@shop.example\n").doesNotContain("Bcc", customer, "alice@shop.example");
        await().atMost(PATIENCE).until(() -> now().state() == Ticket.State.WAITING);
    }

    @Test
    void toTwoCustomersAnswersTheTicketThatItRefersToLastAndTheOtherOneGoesOnWaiting() throws Exception {
        TicketId first = ticket;
        String one = customer;
        String asked = question;
        leave();
        ask();
        String both = answer(one + ", " + customer, "").replace("References: " + question, "References: " + asked + "\n " + question);
        assertThat(gateway.submit("alice", List.of(one, customer), both)).startsWith("250");
        await().atMost(PATIENCE).until(() -> now().state() == Ticket.State.WAITING);
        await().atMost(PATIENCE).until(() -> sent().isPresent());
        Ticket other = gateway.gateway().part(Tickets.class).find(first).orElseThrow();
        assertThat(other.state()).isEqualTo(Ticket.State.OPEN);
        assertThat(other.deadline()).isPresent();
    }

    @Test
    void liesBesideTheQuestionWhichIsMarkedAndWaits() throws Exception {
        gateway.submit("alice", List.of(customer), answer(customer, ""));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(count("Returns/Waiting")).isEqualTo(2));
        assertThat(fetch("Returns/Waiting", "FLAGS")).contains("\\Answered", "$Waiting", "answer");
        assertThat(now().state()).isEqualTo(Ticket.State.WAITING);
        assertThat(now().agent()).contains("alice");
    }

    @Test
    void bringsTheCustomersReplyBackToWhoeverAnswered() throws Exception {
        gateway.submit("alice", List.of(customer), answer(customer, ""));
        await().atMost(PATIENCE).until(() -> sent().isPresent());
        Matcher id = Pattern.compile("Message-ID:\\s+(<postern[^>]+>)").matcher(sent().get());
        assertThat(id.find()).isTrue();
        send("<again-" + number + "@customer.example>", "In-Reply-To: " + id.group(1) + "\n");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(count("Returns/alice")).isEqualTo(3));
        assertThat(now().state()).isEqualTo(Ticket.State.OPEN);
        assertThat(fetch("Returns/alice", "FLAGS")).doesNotContain("$Waiting");
    }

    @Test
    void isAnAnswerAlsoUnderTheSubjectOfAVacationNote() throws Exception {
        gateway.submit("alice", List.of(customer), answer(customer, "").replace("Subject: Re: refund", "Subject: Re: Automatic reply: refund"));
        await().atMost(PATIENCE).until(() -> sent().isPresent());
        assertThat(sent().get()).startsWith("returns@shop.example\n").doesNotContain("alice@shop.example");
        assertThat(now().state()).isEqualTo(Ticket.State.WAITING);
    }

    @Test
    void isNoVacationNoteAndNoReadReceipt() throws Exception {
        assertThat(gateway.submit("alice", List.of(customer), answer(customer, "Auto-Submitted: auto-replied\n"))).startsWith("554").contains("Automatic replies");
        String receipt = "From: alice@shop.example\nTo: " + customer + "\nSubject: Read: refund\nMIME-Version: 1.0\n"
            + "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n\nIt was displayed.\n--b\n"
            + "Content-Type: message/disposition-notification\n\nDisposition: manual-action/MDN-sent-manually; displayed\n\n--b--\n";
        assertThat(gateway.submit("alice", List.of(customer), receipt)).startsWith("554").contains("read receipts");
        assertThat(now().state()).isEqualTo(Ticket.State.OPEN);
    }
}
