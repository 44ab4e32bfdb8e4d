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
import postern.tickets.Ticket;
import postern.tickets.Tickets;

@DisplayName("A question to another department")
class FlowDepartmentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String WAREHOUSE = "warehouse@corp.example";
    private static final String CUSTOMER = "lin@customer.example";
    @RegisterExtension
    private static final Shared<TestGateway> GATEWAY = new Shared<>(home -> TestGateway.start(home, desk -> DeskFile.read("desk.yaml", read().replace("departments: {}",
        "departments:\n  warehouse: { name: { zh: 仓库, en: Warehouse }, address: " + WAREHOUSE + " }")).orThrow().with(desk.listeners()).with(desk.outgoing())));

    private static String read() {
        try {
            return Files.readString(Path.of("../conf/desk.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<byte[]> asked() {
        return GATEWAY.get().deliveries().stream().filter(delivery -> delivery.recipients().contains(WAREHOUSE) && new String(delivery.content(), StandardCharsets.UTF_8).contains("d.1@")).map(delivery -> delivery.content()).findFirst();
    }

    @Test
    void takesTheCustomersMailAlongAndItsAnswerIsANoteThatTheCustomerNeverGets() throws Exception {
        try (ImapDialogue alice = GATEWAY.get().agent("alice")) {
            GATEWAY.get().send(CUSTOMER, "returns@shop.example", "From: 林 <" + CUSTOMER + ">\nTo: returns@shop.example\nMessage-ID: <d.1@customer.example>\nSubject: refund\n"
                + "Content-Type: text/plain; charset=utf-8\n\nI want my money back. 退款。\n");
            await().atMost(PATIENCE).until(() -> alice.count("Returns") == 1);
            GATEWAY.get().submit("alice", List.of("desk@shop.example"), "From: alice@shop.example\nTo: desk@shop.example\nSubject: Re: refund\nMessage-ID: <d.2@shop.example>\n"
                + "In-Reply-To: <d.1@customer.example>\nContent-Type: text/plain; charset=utf-8\n\n#询问 仓库\n\nHas the parcel come back?\n");
            await().atMost(PATIENCE).until(() -> asked().isPresent());
            Letter inquiry = new LetterReader().read(asked().get());
            String raw = new String(asked().get(), StandardCharsets.UTF_8);
            assertThat(inquiry.text()).startsWith("Has the parcel come back?").doesNotContain("#询问");
            assertThat(inquiry.attachments()).extracting(one -> one.type()).containsExactly("message/rfc822");
            assertThat(raw).contains("Message-ID: <d.1@customer.example>", "I want my money back. 退款。").doesNotContain("X-Postern-Ticket");
            TicketId ticket = TicketId.find(inquiry.subject()).getFirst();
            assertThat(state(ticket)).as("the clock runs on").isEqualTo(Ticket.State.OPEN);
            String back = inquiry.from().getFirst().address();
            assertThat(back).startsWith("returns+n-");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(alice.count("Returns")).isEqualTo(2));

            int left = GATEWAY.get().deliveries().size();
            GATEWAY.get().send("zhou@corp.example", back, "From: Zhou <zhou@corp.example>\nTo: " + back + "\nCc: " + CUSTOMER + "\nMessage-ID: <d.3@corp.example>\nSubject: Re: " + inquiry.subject()
                + "\n\nIt came back broken, he lies.\n");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(alice.count("Returns")).isEqualTo(3));
            alice.ok("SELECT Returns");
            assertThat(String.join("", alice.ok("SEARCH KEYWORD note UNSEEN FROM zhou"))).containsPattern("SEARCH \\d");
            assertThat(state(ticket)).isEqualTo(Ticket.State.OPEN);
            assertThat(GATEWAY.get().gateway().part(Tickets.class).find(ticket).orElseThrow().chasers()).isZero();
            assertThat(GATEWAY.get().deliveries()).as("nobody is answered, nothing goes to the customer").hasSize(left);

            GATEWAY.get().send("eve@else.example", back, "From: <eve@else.example>\nTo: " + back + "\nMessage-ID: <d.4@else.example>\nSubject: refund\n\nI want a refund, too.\n");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(alice.count("Returns")).as("a stranger's mail is a customer's").isEqualTo(4));
            alice.ok("SELECT Returns");
            assertThat(String.join("", alice.ok("SEARCH KEYWORD note FROM eve"))).doesNotContainPattern("SEARCH \\d");
        }
    }

    @Test
    void isAskedAlsoByAMailThatAnAgentSendsThereAboutATicket() throws Exception {
        String customer = "gao@customer.example";
        try (ImapDialogue feng = GATEWAY.get().agent("feng"); ImapDialogue hao = GATEWAY.get().agent("hao")) {
            GATEWAY.get().send(customer, "support@shop.example", "From: <" + customer + ">\nTo: support@shop.example\nMessage-ID: <d.9@customer.example>\nSubject: app crashes\n\nThe app crashes.\n");
            await().atMost(PATIENCE).until(() -> feng.count("Technical") == 1);
            GATEWAY.get().submit("hao", List.of(WAREHOUSE), "From: hao@shop.example\nTo: " + WAREHOUSE + "\nSubject: Fwd: app crashes\nMessage-ID: <d.10@shop.example>\n"
                + "In-Reply-To: <d.9@customer.example>\n\nDo you know this, " + customer + "?\n");
            await().atMost(PATIENCE).until(() -> askedAbout("Do you know this").isPresent());
            assertThat(askedAbout("Do you know this").orElseThrow().from().getFirst().address()).startsWith("support+n-");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(feng.count("Technical")).as("the question is the team's to see").isEqualTo(2));
            assertThat(GATEWAY.get().deliveries()).filteredOn(delivery -> delivery.sender().equals("hao@shop.example")).isEmpty();
        }
    }

    @Test
    void itsAnswerWakesWhatIsOutOfSightAndJoinsTheTicketThatGoesOn() throws Exception {
        try (ImapDialogue alice = GATEWAY.get().agent("alice")) {
            complain("d.20", "ma@customer.example");
            await().atMost(PATIENCE).until(() -> alice.count("Complaints") == 1);
            order("ask-warehouse", "d.20", "Is the grey one there?");
            await().atMost(PATIENCE).until(() -> askedAbout("Is the grey one there").isPresent());
            String back = askedAbout("Is the grey one there").orElseThrow().from().getFirst().address();
            await().atMost(PATIENCE).until(() -> alice.count("Complaints") == 2);
            order("snooze-tomorrow", "d.20", "");
            await().atMost(PATIENCE).until(() -> alice.count("Complaints/Snoozed") == 2);
            reply(back, "d.21");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(alice.count("Complaints/alice")).as("awake").isEqualTo(3));

            complain("d.22", "ma2@customer.example");
            await().atMost(PATIENCE).until(() -> alice.count("Complaints") == 1);
            alice.ok("SELECT Complaints");
            TicketId other = TicketId.find(String.join("", alice.ok("FETCH 1 (BODY.PEEK[HEADER.FIELDS (X-Postern-Ticket)])"))).getFirst();
            order("merge-" + other, "d.20", "");
            await().atMost(PATIENCE).until(() -> alice.count("Complaints") == 4);
            reply(back, "d.23");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(alice.count("Complaints")).isEqualTo(5));
            alice.ok("SELECT Complaints");
            assertThat(String.join("", alice.ok("SEARCH KEYWORD note KEYWORD " + other.keyword() + " HEADER MESSAGE-ID d.23"))).containsPattern("SEARCH \\d");
        }
    }

    private static void complain(String id, String customer) throws IOException {
        GATEWAY.get().send(customer, "complaints@shop.example", "From: <" + customer + ">\nTo: complaints@shop.example\nMessage-ID: <" + id
            + "@customer.example>\nSubject: complaint " + id + "\n\nI want to complain, " + id + ".\n");
    }

    private static void order(String order, String about, String text) throws Exception {
        String to = "desk+" + order + "@shop.example";
        GATEWAY.get().submit("alice", List.of(to), "From: alice@shop.example\nTo: " + to + "\nSubject: Re: complaint\nMessage-ID: <" + order + "@shop.example>\nIn-Reply-To: <"
            + about + "@customer.example>\n\n" + text + "\n");
    }

    private static void reply(String back, String id) throws IOException {
        GATEWAY.get().send("zhou@corp.example", back, "From: Zhou <zhou@corp.example>\nTo: " + back + "\nMessage-ID: <" + id + "@corp.example>\nSubject: Re: yours\n\nYes, "
            + id + ".\n");
    }

    private static Optional<Letter> askedAbout(String words) {
        return GATEWAY.get().deliveries().stream().filter(delivery -> delivery.recipients().contains(WAREHOUSE)).map(delivery -> new LetterReader().read(delivery.content()))
            .filter(letter -> letter.text().contains(words)).findFirst();
    }

    private static Ticket.State state(TicketId ticket) {
        return GATEWAY.get().gateway().part(Tickets.class).find(ticket).orElseThrow().state();
    }
}
