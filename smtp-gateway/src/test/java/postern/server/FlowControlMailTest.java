package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import postern.desk.Agent;
import postern.desk.Priority;
import postern.desk.TicketId;
import postern.gestures.Act;
import postern.gestures.Acts;
import postern.gestures.Objection;
import postern.tickets.Ticket;
import postern.tickets.TicketEvent;
import postern.tickets.Tickets;

@DisplayName("An agent's mail to a control address does what a drag does")
class FlowControlMailTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    @TempDir
    private static Path home;
    private static TestGateway gateway;
    private static int number;

    private Question asked;
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
        asked = Question.ask(gateway, "control-" + ++number);
        alice = asked.program("alice");
        customer = asked.customer();
        question = asked.id();
        ticket = asked.ticket();
    }

    @AfterEach
    void leave() throws IOException {
        asked.close();
    }

    private String order(String agent, List<String> to, String more, String text) throws Exception {
        return asked.submit(agent, to, more, text);
    }

    private Ticket now() {
        return asked.now();
    }

    private void liesIn(String folder) {
        asked.comesTo(folder, 1);
    }

    @ParameterizedTest
    @CsvSource({"done, Returns/Done, DONE, returns, ''", "waiting, Returns/Waiting, WAITING, returns, ''", "assign-dora, Returns/dora, OPEN, returns, dora",
        "team-complaints, Complaints, OPEN, complaints, ''", "take, Returns/alice, OPEN, returns, alice"})
    void theDetailOfTheAddressIsTheOrder(String detail, String folder, Ticket.State state, String team, String agent) throws Exception {
        assertThat(order("alice", List.of("desk+" + detail + "@shop.example"), "", "")).startsWith("250");
        liesIn(folder);
        assertThat(now().state()).isEqualTo(state);
        assertThat(now().team()).contains(team);
        assertThat(now().agent()).isEqualTo(Optional.of(agent).filter(id -> !id.isEmpty()));
    }

    @ParameterizedTest
    @CsvSource({"#done, Returns/Done", "＃完成, Returns/Done", "#转 投诉, Complaints", "#轉 投訴, Complaints", "'#派给 dora', Returns/dora", "#TEAM complaints, Complaints"})
    void theFirstLineIsTheOrderOfAMailToTheDesk(String line, String folder) throws Exception {
        order("alice", List.of("desk@shop.example"), "", line + "\n\n> I want my money back");
        liesIn(folder);
    }

    @Test
    void whatCannotBeDoneIsSaidByMailAndNothingChanges() throws Exception {
        order("hao", List.of("desk+done@shop.example"), "", "");
        assertThat(asked.notice("hao").text()).contains("Your rights on the folder of this ticket do not allow it");
        order("hao", List.of("desk+why@shop.example"), "", "");
        assertThat(asked.notice("hao").text()).as("who may not read the ticket is told nothing of it").contains("do not allow it");
        order("alice", List.of("desk+dance@shop.example"), "", "");
        assertThat(asked.notice("alice").text()).contains("Unknown order \"dance\"", "不认识的指令");
        assertThat(now().state()).isEqualTo(Ticket.State.OPEN);
    }

    /** The first order of two, or of a mail that is tried again after a crash, takes the ticket out of the sight of who gave it. */
    @Test
    void whatOneMailOrdersIsAllowedAsTheTicketStoodBeforeIt() {
        Acts acts = gateway.gateway().part(Acts.class);
        Agent chen = gateway.gateway().desk().agents().get("chen");
        Act away = new Act.Assign("complaints", Optional.empty());
        Act urgent = new Act.Rank(Priority.URGENT);
        String mail = "orders-" + number;
        assertThat(acts.obey(mail, ticket, away, chen, Instant.now())).isEmpty();
        assertThat(acts.obey(mail, ticket, away, chen, Instant.now())).as("again").isEmpty();
        assertThat(acts.obey(mail + "-later", ticket, urgent, chen, Instant.now())).as("another mail").contains(Objection.DENIED);
        assertThat(acts.obey(mail, ticket, urgent, chen, Instant.now())).as("the second order").isEmpty();
        assertThat(now().team()).contains("complaints");
        assertThat(now().priority()).contains(Priority.URGENT);
    }

    @Test
    void whyTellsTheStory() throws Exception {
        order("alice", List.of("desk+why@shop.example"), "", "");
        assertThat(asked.notice("alice").text()).contains(ticket.value(), "opened", "decided", "topic-priority");
        assertThat(now().state()).isEqualTo(Ticket.State.OPEN);
    }

    @Test
    void aNoteAndAMailAmongColleaguesLieWithTheTicketAndStopNoClock() throws Exception {
        try (ImapDialogue dora = gateway.agent("dora")) {
            order("alice", List.of("desk+note@shop.example"), "", "The customer called.");
            order("alice", List.of("dora@shop.example"), "", "Can you take this one?");
            await().atMost(PATIENCE).until(() -> {
                alice.ok("SELECT Returns");
                return String.join(" ", alice.ok("SEARCH KEYWORD note KEYWORD " + ticket.keyword())).matches(".*SEARCH \\d+ \\d+.*");
            });
            await().atMost(PATIENCE).until(() -> dora.count("INBOX") == 1);
        }
        assertThat(now().state()).isEqualTo(Ticket.State.OPEN);
        assertThat(now().answered()).isEmpty();
        assertThat(gateway.gateway().part(Tickets.class).events(ticket, 9)).extracting(TicketEvent::kind).contains("noted");
    }

    @Test
    void anAnswerWithACopyToAControlAddressIsSentWithoutItAndTheOrderIsDone() throws Exception {
        order("alice", List.of(customer, "desk+done@shop.example"), "Cc: \"Desk, done\" <desk+done@shop.example>, Friend <friend@customer.example>\n", "Paid.");
        asked.comesTo("Returns/Done", 2);
        await().atMost(PATIENCE).until(() -> gateway.deliveries().stream().anyMatch(mail -> mail.recipients().contains(customer) && !mail.sender().isEmpty()));
        String sent = gateway.deliveries().stream().filter(mail -> mail.recipients().contains(customer) && !mail.sender().isEmpty())
            .map(mail -> new String(mail.content(), StandardCharsets.UTF_8)).findFirst().orElseThrow();
        assertThat(sent).contains("Paid.", "Cc: Friend <friend@customer.example>").doesNotContain("desk+done");
    }

    @ParameterizedTest
    @ValueSource(strings = {"#done", "#note She is a fraudster", "#note: she lied", "＃ 备注她是骗子", "#備註 她是騙子", "\u200b# NOTE", "#转：退货",
        "#done and here is more than anybody writes who only wants to give an order to the desk"})
    void anOrderNeverGoesToACustomer(String line) throws Exception {
        assertThat(order("alice", List.of(customer), "", line + "\n\nPaid.")).startsWith("554").contains("The first line is an order");
        assertThat(now().state()).isEqualTo(Ticket.State.OPEN);
    }

    @Test
    void aNoteBesideACustomerIsRefused() throws Exception {
        assertThat(order("alice", List.of(customer, "desk+note@shop.example"), "", "She is a fraudster.")).startsWith("554").contains("note for colleagues");
        assertThat(order("alice", List.of("desk@shop.example", customer), "", "#note She is a fraudster.")).startsWith("554");
        assertThat(now().state()).isEqualTo(Ticket.State.OPEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#note: She called, and she will send the parcel back on Monday because it does not fit", "#备注她下周再来"})
    void theRestOfTheLineBelongsToTheNote(String line) throws Exception {
        order("alice", List.of("desk@shop.example"), "", line);
        await().atMost(PATIENCE).until(() -> {
            alice.ok("SELECT Returns");
            return String.join(" ", alice.ok("SEARCH KEYWORD note KEYWORD " + ticket.keyword())).matches(".*SEARCH \\d+.*");
        });
    }

    @Test
    void anOrderInAReplyToAVacationNoteIsAPersonsOrder() throws Exception {
        String text = "From: alice@shop.example\nTo: desk+done@shop.example\nSubject: Re: 自动回复：退款\nIn-Reply-To: " + question + "\n\n\n";
        assertThat(gateway.submit("alice", List.of("desk+done@shop.example"), text)).startsWith("250");
        liesIn("Returns/Done");
    }

    @Test
    void aCustomersMailLeadsNoOrderToAnotherCustomersTicket() throws Exception {
        String thief = "thief" + number + "@customer.example";
        gateway.send(thief, "returns@shop.example", "From: <" + thief + ">\nTo: returns@shop.example\nMessage-ID: " + question + "\nSubject: refund\n\nMy refund?\n");
        await().atMost(PATIENCE).until(() -> String.join("", alice.ok("UID SEARCH FROM " + thief)).matches(".*SEARCH \\d.*"));
        order("alice", List.of("desk+done@shop.example"), "", "");
        assertThat(asked.notice("alice").text()).as("two mails with one Message-ID").contains("No ticket was found");
        gateway.submit("alice", List.of("desk+done@shop.example"), "From: alice@shop.example\nTo: desk+done@shop.example\nSubject: Re: [#" + ticket + "]\n\n\n");
        assertThat(asked.notice("alice").text()).as("a subject that is only repeated").contains("No ticket was found");
        assertThat(now().state()).isEqualTo(Ticket.State.OPEN);
        gateway.submit("alice", List.of("desk+done@shop.example"), "From: alice@shop.example\nTo: desk+done@shop.example\nSubject: [#" + ticket + "]\n\n\n");
        liesIn("Returns/Done");
    }

    @Test
    void nobodyElseWritesToAControlAddress() throws Exception {
        String text = "From: <" + customer + ">\nTo: desk+done@shop.example\nIn-Reply-To: " + question + "\n\n#done\n";
        assertThat(gateway.send(customer, "desk+done@shop.example", text).code()).isEqualTo(550);
        assertThat(gateway.send("alice@shop.example", "desk@shop.example", text).code()).isEqualTo(550);
    }
}
