package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import postern.archive.Archive;
import postern.archive.Archived;
import postern.archive.Archivist;
import postern.archive.Export;
import postern.desk.Priority;
import postern.desk.TicketId;
import postern.terminal.Terminal;
import postern.tickets.Ticket;
import postern.tickets.Tickets;

@DisplayName("Agents make one ticket of two, and two of one, and the customer notices nothing")
class FlowMergeTest {
    @TempDir
    private static Path home;
    @TempDir
    private static Path out;
    private static TestGateway gateway;
    private static int number;
    private Question one;
    private Question two;

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
        one = Question.ask(gateway, "one-" + ++number);
        two = Question.ask(gateway, "two-" + number);
    }

    @AfterEach
    void leave() throws IOException {
        one.close();
        two.close();
    }

    private String keywordOf(Question question, String folder) throws Exception {
        return question.fetch("alice", folder, "FLAGS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge-", "#merge ", "＃合并 "})
    void theTicketGoesOnAsTheOtherOne(String word) throws Exception {
        two.order("alice", "take");
        two.comesTo("Returns/alice", 1);
        int before = gateway.deliveries().size();
        one.order("alice", word + two.ticket());
        one.comesTo("Returns/alice", 1);
        assertThat(keywordOf(one, "Returns/alice")).contains(two.ticket().keyword(), "agent-alice").doesNotContain(one.ticket().keyword());
        one.chase("<later-" + number + word.hashCode() + "@customer.example>");
        one.comesTo("Returns/alice", 2);
        assertThat(two.events()).contains("merged", "joined");
        assertThat(one.events()).contains("merged");
        assertThat(one.now().state()).isEqualTo(Ticket.State.DONE);
        assertThat(gateway.deliveries()).as("the customer is told nothing").hasSize(before);
        assertThat(one.answer("alice", "for both")).startsWith("250");
        one.comesTo("Returns/Waiting", 3);
        assertThat(two.now().state()).isEqualTo(Ticket.State.WAITING);
    }

    @Test
    void twoThatAreMergedIntoEachOtherAreOne() throws Exception {
        one.order("alice", "merge-" + two.ticket());
        two.order("alice", "merge-" + one.ticket());
        two.order("alice", "done");
        one.comesTo("Returns/Done", 1);
        two.comesTo("Returns/Done", 1);
        assertThat(two.events()).containsOnlyOnce("merged");
        assertThat(keywordOf(one, "Returns/Done")).contains(two.ticket().keyword());
    }

    @Test
    void whatWasOpenStaysOpen() throws Exception {
        two.order("alice", "done");
        two.comesTo("Returns/Done", 1);
        Ticket before = one.now();
        one.order("alice", "merge-" + two.ticket());
        one.comesTo("Returns", 1);
        two.comesTo("Returns", 1);
        assertThat(two.now().state()).isEqualTo(Ticket.State.OPEN);
        assertThat(two.now().deadline()).isPresent().isEqualTo(before.deadline());
    }

    @Test
    void aMergeIsTakenBackAtAMailThatCameWithIt() throws Exception {
        two.order("alice", "done");
        two.comesTo("Returns/Done", 1);
        Ticket before = two.now();
        one.order("alice", "merge-" + two.ticket());
        two.comesTo("Returns", 1);
        one.order("alice", "split");
        two.comesTo("Returns/Done", 1);
        one.comesTo("Returns", 1);
        assertThat(keywordOf(one, "Returns")).contains(one.ticket().keyword()).doesNotContain(two.ticket().keyword());
        assertThat(two.now().state()).isEqualTo(before.state());
        assertThat(one.now().state()).isEqualTo(Ticket.State.OPEN);
        one.chase("<again-" + number + "@customer.example>");
        one.comesTo("Returns", 2);
    }

    @Test
    void takingOneMergeBackLeavesTheOthersAsTheyAre() throws Exception {
        two.order("alice", "waiting");
        two.comesTo("Returns/Waiting", 1);
        one.order("alice", "done");
        one.comesTo("Returns/Done", 1);
        one.order("alice", "merge-" + two.ticket());
        one.comesTo("Returns/Waiting", 1);
        try (Question open = Question.ask(gateway, "three-" + number)) {
            open.order("alice", "merge-" + two.ticket());
            two.comesTo("Returns", 1);
            one.order("alice", "split");
            one.comesTo("Returns/Done", 1);
            assertThat(two.now().state()).as("the other one's question is not answered").isEqualTo(Ticket.State.OPEN);
            assertThat(two.now().deadline()).isPresent();
            open.order("alice", "split");
            two.comesTo("Returns/Waiting", 1);
            open.comesTo("Returns", 1);
            assertThat(two.now().deadline()).isEmpty();
        }
    }

    @Test
    void anOpenTicketThatIsOutOfSightComesBackWithTheOtherOne() throws Exception {
        two.order("alice", "snooze-2h");
        two.comesTo("Returns/Snoozed", 1);
        one.order("alice", "merge-" + two.ticket());
        one.comesTo("Returns/alice", 1);
        two.comesTo("Returns/alice", 1);
    }

    @Test
    void aMailAndWhatFollowsBecomeATicketOfTheirOwn() throws Exception {
        String other = "<other-" + number + "@customer.example>";
        one.chase(other);
        one.comesTo("Returns", 2);
        String order = "From: alice@shop.example\nTo: desk+split@shop.example\nSubject: Re: refund\nIn-Reply-To: " + other + "\n\n\n";
        assertThat(gateway.submit("alice", List.of("desk+split@shop.example"), order)).startsWith("250");
        await().atMost(Question.PATIENCE).until(() -> one.events().contains("split"));
        TicketId parted = TicketId.find(gateway.gateway().part(Tickets.class).events(one.ticket(), 1).getFirst().detail()).getFirst();
        await().atMost(Question.PATIENCE).untilAsserted(() -> assertThat(keywordOf(one, "Returns")).contains(one.ticket().keyword(), parted.keyword()));
        assertThat(gateway.gateway().part(Tickets.class).find(parted).orElseThrow().deadline()).isEqualTo(one.now().deadline());
        one.order("alice", "done");
        one.comesTo("Returns/Done", 1);
        one.comesTo("Returns", 1);
        one.send("<follows-" + number + "@customer.example>", "In-Reply-To: " + other + "\n");
        one.comesTo("Returns", 2);
        assertThat(one.now().state()).as("the old one").isEqualTo(Ticket.State.DONE);
    }

    /** @return names of the mails that an export has, each by its Message-ID */
    private String exported(TicketId ticket) throws Exception {
        Archivist archivist = gateway.gateway().part(Archivist.class);
        await().atMost(Question.PATIENCE).until(() -> archivist.progress().behind() == 0);
        Path directory = out.resolve(ticket.value());
        new Export(gateway.gateway().part(Archive.class), ticket, directory).write().orElseThrow();
        Process shell = new ProcessBuilder("sh", directory.resolve("check.sh").toString()).redirectErrorStream(true).start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).contains("all holds");
        String mails = Files.readString(directory.resolve("mails.mbox"));
        return Pattern.compile("(?m)^Message-ID: <([^@]*)@customer").matcher(mails).results().map(found -> found.group(1)).sorted().collect(Collectors.joining(" "));
    }

    @Test
    void anExportHasWhatWasMergedAndWhatWentAlong() throws Exception {
        String other = "<along-" + number + "@customer.example>";
        one.chase(other);
        one.comesTo("Returns", 2);
        String order = "From: alice@shop.example\nTo: desk+split@shop.example\nSubject: Re: refund\nIn-Reply-To: " + other + "\n\n\n";
        assertThat(gateway.submit("alice", List.of("desk+split@shop.example"), order)).startsWith("250");
        await().atMost(Question.PATIENCE).until(() -> one.events().contains("split"));
        TicketId parted = TicketId.find(gateway.gateway().part(Tickets.class).events(one.ticket(), 1).getFirst().detail()).getFirst();
        assertThat(exported(parted)).isEqualTo("along-" + number);
        two.order("alice", "merge-" + parted);
        await().atMost(Question.PATIENCE).until(() -> two.events().contains("merged"));
        String both = "along-" + number + " two-" + number + "-end";
        assertThat(exported(two.ticket())).as("by the number that the customer knows").isEqualTo(both);
    }

    @Test
    void whoMayNotMoveEitherMergesNothing() throws Exception {
        one.order("hao", "merge-" + two.ticket());
        assertThat(one.notice("hao").text()).contains("do not allow it");
        one.order("alice", "merge-" + one.ticket());
        assertThat(one.notice("alice").text()).contains("no other ticket to merge with");
        one.order("alice", "#merge 482-109-3767");
        assertThat(one.notice("alice").text()).contains("That is no ticket number", "这不是工单号");
        one.order("alice", "split");
        assertThat(one.notice("alice").text()).contains("cannot be parted at this mail");
        assertThat(one.events()).doesNotContain("merged", "split");
    }

    @Test
    void aPartGoesNotBackIntoATicketThatWentOnAsAnother() throws Exception {
        String other = "<part-" + number + "@customer.example>";
        one.chase(other);
        one.comesTo("Returns", 2);
        about(other, "split");
        await().atMost(Question.PATIENCE).until(() -> one.events().contains("split"));
        TicketId parted = TicketId.find(gateway.gateway().part(Tickets.class).events(one.ticket(), 1).getFirst().detail()).getFirst();
        one.order("alice", "merge-" + two.ticket());
        await().atMost(Question.PATIENCE).until(() -> one.events().contains("merged"));
        about(other, "undo");
        about(other, "urgent");
        Tickets tickets = gateway.gateway().part(Tickets.class);
        await().atMost(Question.PATIENCE).until(() -> tickets.find(parted).flatMap(Ticket::priority).equals(Optional.of(Priority.URGENT)));
        assertThat(tickets.find(parted).orElseThrow().state()).isEqualTo(Ticket.State.OPEN);
        assertThat(tickets.survivor(parted)).isEqualTo(parted);
        assertThat(one.now().state()).as("what went on as another").isEqualTo(Ticket.State.DONE);
    }

    @Test
    void aSecondOrderOfTheSameMailIsAboutTheTicketThatGoesOn() throws Exception {
        one.submit("alice", List.of("desk+merge-" + two.ticket() + "@shop.example", "desk+note@shop.example", "desk+waiting@shop.example"), "", "known for long");
        one.comesTo("Returns/Waiting", 1);
        two.comesTo("Returns/Waiting", 1);
        assertThat(two.now().state()).isEqualTo(Ticket.State.WAITING);
        assertThat(two.events()).contains("merged", "noted");
        assertThat(one.now().state()).as("what went on as another").isEqualTo(Ticket.State.DONE);
    }

    @Test
    void whoIsErasedTakesNoQuestionOfAnotherCustomerAlong() throws Exception {
        two.order("alice", "merge-" + one.ticket());
        await().atMost(Question.PATIENCE).until(() -> one.events().contains("merged"));
        assertThat(two.answer("alice", "We look into it.")).startsWith("250");
        two.comesTo("Returns/Waiting", 2);
        two.chase("<and-" + number + "@customer.example>");
        two.comesTo("Returns/alice", 3);
        StringWriter out = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(out, true), 120, false, false);
        assertThat(Main.run(terminal, "erase", one.customer(), "--home", home.toString(), "--conf", "../conf", "--yes")).as(out.toString()).isZero();
        assertThat(one.in("alice", "Returns/alice")).isZero();
        assertThat(two.in("alice", "Returns/alice")).isEqualTo(3);
        assertThat(gateway.gateway().part(Archive.class).ofTicket(one.ticket()).stream().filter(mail -> mail.erased().isEmpty()).map(Archived::envelope))
            .anyMatch(envelope -> envelope.sender().equals(two.customer())).anyMatch(envelope -> envelope.recipients().contains(two.customer()));
        assertThat(one.now()).extracting(Ticket::customer, Ticket::state).containsExactly("", Ticket.State.OPEN);
        assertThat(one.now().deadline()).isPresent();
        two.chase("<still-" + number + "@customer.example>");
        two.comesTo("Returns/alice", 4);
    }

    private void about(String mail, String order) throws Exception {
        String text = "From: alice@shop.example\nTo: desk+" + order + "@shop.example\nSubject: Re: refund\nIn-Reply-To: " + mail + "\n\n\n";
        assertThat(gateway.submit("alice", List.of("desk+" + order + "@shop.example"), text)).startsWith("250");
    }
}
