package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import postern.desk.Priority;
import postern.desk.TicketId;
import postern.mailbox.Attendant;
import postern.tickets.Ticket;
import postern.tickets.TicketEvent;
import postern.tickets.Tickets;

@DisplayName("What an agent does to a mail in a mail program happens to its ticket")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FlowGesturesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    @TempDir
    private static Path home;
    private static TestGateway gateway;
    private static int number;

    private ImapDialogue alice;
    private ImapDialogue dora;
    private String mark;
    private TicketId ticket;

    @BeforeAll
    static void start() throws Exception {
        gateway = TestGateway.start(home);
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
    }

    /** A question of its own for each test, with a chaser: two mails of one ticket. */
    @BeforeEach
    void ask() throws Exception {
        alice = gateway.agent("alice");
        dora = gateway.agent("dora");
        mark = "gesture-" + ++number + "-end";
        send("<" + mark + "@customer.example>", "");
        await().atMost(PATIENCE).until(() -> in(alice, "Returns") == 1);
        ticket = TicketId.find(header(alice, "Returns")).getFirst();
        send("<" + mark + "-2@customer.example>", "In-Reply-To: <" + mark + "@customer.example>\n");
        await().atMost(PATIENCE).until(() -> in(alice, "Returns") == 2);
    }

    @AfterEach
    void leave() throws IOException {
        alice.close();
        dora.close();
    }

    private void send(String id, String more) throws IOException {
        String customer = mark + "@customer.example";
        gateway.send(customer, "returns@shop.example", "From: <" + customer + ">\nTo: returns@shop.example\nMessage-ID: " + id
            + "\n" + more + "Subject: refund " + mark + "\n\nI want my money back, " + mark + ".\n");
    }

    private String uids(ImapDialogue imap, String folder) throws IOException {
        imap.ok("SELECT \"" + folder + "\"");
        String found = String.join("\n", imap.ok("UID SEARCH SUBJECT \"" + mark + "\""));
        Matcher uids = Pattern.compile("\\* SEARCH ([\\d ]+)").matcher(found);
        return uids.find() ? uids.group(1).strip().replace(' ', ',') : "";
    }

    /** How many mails of the ticket lie there. */
    private int in(ImapDialogue imap, String folder) throws IOException {
        String uids = uids(imap, folder);
        return uids.isEmpty() ? 0 : uids.split(",").length;
    }

    private String header(ImapDialogue imap, String folder) throws IOException {
        return String.join("\n", imap.ok("UID FETCH " + uids(imap, folder) + " (BODY.PEEK[HEADER.FIELDS (X-Postern-Ticket)])"));
    }

    private String flags(ImapDialogue imap, String folder) throws IOException {
        return String.join("\n", imap.ok("UID FETCH " + uids(imap, folder) + " (FLAGS)"));
    }

    private String first(ImapDialogue imap, String folder) throws IOException {
        return uids(imap, folder).split(",")[0];
    }

    private Ticket now() {
        return gateway.gateway().part(Tickets.class).find(ticket).orElseThrow();
    }

    private void bothLieIn(String folder) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(in(alice, folder)).isEqualTo(2));
    }

    @ParameterizedTest
    @CsvSource({"Returns/Done, DONE, '', $Done", "Returns/Waiting, WAITING, '', $Waiting", "Returns/dora, OPEN, dora, agent-dora"})
    void aDragMovesTheWholeConversation(String folder, Ticket.State state, String agent, String keyword) throws Exception {
        alice.ok("UID MOVE " + first(alice, "Returns") + " " + folder);
        bothLieIn(folder);
        assertThat(in(alice, "Returns")).isZero();
        assertThat(flags(alice, folder).lines().filter(line -> line.contains(keyword))).hasSize(2);
        assertThat(now().state()).isEqualTo(state);
        assertThat(now().agent()).isEqualTo(Optional.of(agent).filter(id -> !id.isEmpty()));
        assertThat(gateway.gateway().part(Tickets.class).events(ticket, 1)).singleElement().extracting(TicketEvent::detail).asString().startsWith("alice");
    }

    @Test
    void aCopyIsADragTooAndItsExpungeDaysLaterChangesNothing() throws Exception {
        String uid = first(alice, "Returns");
        alice.ok("UID COPY " + uid + " Returns/Done");
        bothLieIn("Returns/Done");
        alice.ok("SELECT Returns");
        alice.command("UID STORE " + uid + " +FLAGS (\\Deleted)");
        alice.ok("EXPUNGE");
        bothLieIn("Returns/Done");
        assertThat(in(alice, "Returns")).isZero();
        assertThat(now().state()).isEqualTo(Ticket.State.DONE);
    }

    @ParameterizedTest
    @CsvSource({"$Done, Returns/Done, DONE, returns", "$Waiting, Returns/Waiting, WAITING, returns", "team-complaints, Complaints, OPEN, complaints",
        "agent-chen, Returns/chen, OPEN, returns", "$Junk, Returns/Done, DONE, returns"})
    void aKeywordDoesWhatItsFolderDoes(String keyword, String folder, Ticket.State state, String team) throws Exception {
        alice.ok("UID STORE " + first(alice, "Returns") + " +FLAGS (" + keyword + ")");
        bothLieIn(folder);
        assertThat(now().state()).isEqualTo(state);
        assertThat(now().team()).contains(team);
    }

    @Test
    void urgencyIsAKeywordOnAllMails() throws Exception {
        alice.ok("UID STORE " + first(alice, "Returns") + " +FLAGS ($Urgent)");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(flags(alice, "Returns").lines().filter(line -> line.contains("priority-urgent"))).hasSize(2));
        assertThat(now().priority()).contains(Priority.URGENT);
    }

    @Test
    void whoTakesAnActBackWithinAMinuteDidNothing() throws Exception {
        Ticket before = now();
        alice.ok("UID MOVE " + first(alice, "Returns") + " Returns/Done");
        bothLieIn("Returns/Done");
        alice.ok("UID MOVE " + first(alice, "Returns/Done") + " Returns");
        bothLieIn("Returns");
        assertThat(now()).isEqualTo(before);
        assertThat(flags(alice, "Returns")).doesNotContain("$Done");
    }

    @Test
    void theNextMailOfTheCustomerBringsTheConversationBackToTheSameAgent() throws Exception {
        alice.ok("UID MOVE " + first(alice, "Returns") + " Returns/dora");
        bothLieIn("Returns/dora");
        dora.ok("UID STORE " + uids(dora, "Returns/dora") + " +FLAGS ($Waiting)");
        bothLieIn("Returns/Waiting");
        send("<" + mark + "-3@customer.example>", "In-Reply-To: <" + mark + "@customer.example>\n");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(in(alice, "Returns/dora")).isEqualTo(3));
        assertThat(in(alice, "Returns/Waiting")).isZero();
        assertThat(flags(alice, "Returns/dora")).doesNotContain("$Waiting");
    }

    @Test
    void aMailThatIsExpungedLiesWhereLeadsFindIt() throws Exception {
        alice.ok("UID STORE " + first(alice, "Returns") + " +FLAGS (\\Deleted)");
        alice.ok("EXPUNGE");
        await().atMost(PATIENCE).until(() -> in(alice, "Desk/Deleted") == 1);
        assertThat(in(alice, "Returns")).isEqualTo(1);
        assertThat(now().state()).isEqualTo(Ticket.State.OPEN);
        alice.ok("UID MOVE " + first(alice, "Desk/Deleted") + " Returns");
        bothLieIn("Returns");
    }

    @Test
    void severalWhoDragAtOnceLeaveOneConversationInOnePlace() throws Exception {
        String[] uids = uids(alice, "Returns").split(",");
        dora.ok("SELECT Returns");
        alice.raw("a UID MOVE " + uids[0] + " Returns/Done\r\n");
        dora.raw("d UID MOVE " + uids[1] + " Returns/dora\r\n");
        until(alice, "a ");
        until(dora, "d ");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(in(alice, "Returns/Done") + "+" + in(alice, "Returns/dora")).isIn("2+0", "0+2"));
        assertThat(in(alice, now().state() == Ticket.State.DONE ? "Returns/Done" : "Returns/dora")).isEqualTo(2);
    }

    @Test
    void aWaitingClientSeesItAtOnce() throws Exception {
        dora.ok("SELECT Returns/Done");
        dora.raw("i IDLE\r\n");
        until(dora, "+");
        alice.ok("UID MOVE " + first(alice, "Returns") + " Returns/Done");
        Set<String> news = new TreeSet<>();
        while (news.stream().filter(line -> line.contains("EXISTS")).count() < 2) {
            news.add(dora.line());
        }
        dora.raw("DONE\r\n");
        until(dora, "i OK");
    }

    /** As mbsync and OfflineIMAP move a mail, with a field of their own on it. */
    @Test
    void anUploadOfTheMailWithAnExpungeOfTheOldOneIsADragToo() throws Exception {
        String uid = first(alice, "Returns");
        String fetched = String.join("\n", alice.ok("UID FETCH " + uid + " (BODY.PEEK[])"));
        String mail = "X-TUID: abc\r\n" + fetched.substring(fetched.indexOf('\n') + 1, fetched.lastIndexOf(')')).replaceAll("(?<!\r)\n", "\r\n");
        alice.raw("u APPEND Returns/Done (\\Seen) {" + mail.length() + "+}\r\n" + mail + "\r\n");
        until(alice, "u OK");
        bothLieIn("Returns/Done");
        alice.ok("SELECT Returns");
        alice.command("UID STORE " + uid + " +FLAGS (\\Deleted)");
        alice.ok("EXPUNGE");
        bothLieIn("Returns/Done");
        assertThat(in(alice, "Returns")).isZero();
        assertThat(in(alice, "Desk/Deleted")).isZero();
        assertThat(now().state()).isEqualTo(Ticket.State.DONE);
    }

    @Test
    void whoMayNotReadAMailGetsNothingByAnUploadThatNamesIt() throws Exception {
        try (ImapDialogue hao = gateway.agent("hao")) {
            String forged = "X-Postern-Ticket: " + ticket + "\r\nMessage-ID: <" + mark + "@customer.example>\r\nSubject: forged\r\n\r\nx\r\n";
            hao.raw("u APPEND Technical {" + forged.length() + "+}\r\n" + forged + "\r\n");
            until(hao, "u OK");
            assertThat(uids(hao, "Technical")).isEmpty();
            assertThat(in(alice, "Returns")).isEqualTo(2);
            assertThat(now().team()).contains("returns");
        }
    }

    @Test
    void aCopyOfOnesOwnCommandsNoTicketThatOneMayNotReadAnyMore() throws Exception {
        try (ImapDialogue chen = gateway.agent("chen")) {
            String uid = first(chen, "Returns");
            chen.command("CREATE Archive");
            chen.ok("UID COPY " + uid + " Archive");
            alice.ok("UID MOVE " + first(alice, "Returns") + " Complaints");
            bothLieIn("Complaints");
            chen.ok("UID STORE " + first(chen, "Archive") + " +FLAGS ($Done)");
            chen.ok("UID COPY " + first(chen, "Archive") + " Returns");
            // What is seen is done in turn: with this, all of it is.
            alice.ok("UID STORE " + first(alice, "Complaints") + " +FLAGS ($Urgent)");
            await().atMost(PATIENCE).until(() -> now().priority().equals(Optional.of(Priority.URGENT)));
            bothLieIn("Complaints");
            assertThat(in(alice, "Returns")).isZero();
            assertThat(now().state()).isEqualTo(Ticket.State.OPEN);
        }
    }

    @Test
    void aKeywordReachesNoFolderThatADragCouldNot() throws Exception {
        try (ImapDialogue chen = gateway.agent("chen")) {
            chen.ok("UID STORE " + first(chen, "Returns") + " +FLAGS (team-complaints agent-feng)");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(flags(alice, "Returns")).doesNotContain("agent-feng"));
            bothLieIn("Returns");
            assertThat(now().team()).contains("returns");
        }
    }

    /** Last, so that the others have a gateway that attends. */
    @Test
    @Order(Integer.MAX_VALUE)
    void whatWasSeenBeforeAStopIsDoneAfterIt() throws Exception {
        gateway.gateway().part(Attendant.class).close();
        alice.ok("UID MOVE " + first(alice, "Returns") + " Returns/Done");
        assertThat(now().state()).isEqualTo(Ticket.State.OPEN);
        gateway.close();
        gateway = TestGateway.start(home);
        alice = gateway.agent("alice");
        bothLieIn("Returns/Done");
        assertThat(now().state()).isEqualTo(Ticket.State.DONE);
    }

    private static void until(ImapDialogue imap, String beginning) throws IOException {
        String line = imap.line();
        while (!line.startsWith(beginning)) {
            line = imap.line();
        }
    }
}
