package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import postern.desk.Agent;
import postern.desk.AnswerPolicy;
import postern.desk.Desk;
import postern.gestures.Acts;
import postern.letter.Letter;
import postern.spool.Housekeeping;
import postern.tickets.Ticket;

@DisplayName("A second answer is held until its writer or a lead lets it go")
class FlowHeldAnswerTest {
    private static final AtomicReference<Duration> LATER = new AtomicReference<>(Duration.ZERO);
    private static final InstantSource NOW = () -> Instant.now().plus(LATER.get());
    private static final Clock CLOCK = NOW.withZone(ZoneOffset.UTC);
    @TempDir
    private static Path home;
    private static TestGateway gateway;
    private static int number;
    private Question question;

    @BeforeAll
    static void start() throws Exception {
        gateway = open();
    }

    private static TestGateway open() throws Exception {
        return TestGateway.start(home, FlowHeldAnswerTest::holding, List.of(binder -> binder.bind(Clock.class).toInstance(CLOCK)));
    }

    private static Desk holding(Desk desk) {
        AnswerPolicy answers = desk.answers();
        return desk.with(new AnswerPolicy(answers.name(), AnswerPolicy.Second.HOLD, Duration.ofHours(1), answers.dueSoon(), answers.lastLook(), answers.automatic()));
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
    }

    @BeforeEach
    void ask() throws Exception {
        question = Question.ask(gateway, "held-" + ++number);
    }

    @AfterEach
    void leave() throws IOException {
        question.close();
    }

    /** Alice's answer leaves, Dora's is held. */
    private void answerTwice() throws Exception {
        assertThat(question.answer("alice", "first")).startsWith("250");
        assertThat(question.answer("dora", "second")).startsWith("250");
        question.comesTo("dora", "Desk/Held/dora", 1);
    }

    private void bothWereSent() {
        await().atMost(Question.PATIENCE).untilAsserted(() -> assertThat(question.sent()).hasSize(2));
        assertThat(question.sent()).anySatisfy(sent -> assertThat(sent).contains("second", "Message-ID: <postern.").doesNotContain("dora@shop.example"));
        question.comesTo("Returns/Waiting", 3);
        question.comesTo("dora", "Desk/Held/dora", 0);
        assertThat(question.events()).contains("held", "released");
    }

    @Test
    void itLiesInTheWritersFolderWithANoteWhoAnsweredWhen() throws Exception {
        answerTwice();
        assertThat(question.fetch("dora", "Desk/Held/dora", "BODY.PEEK[HEADER.FIELDS (X-Postern-Why)]")).containsPattern("second-answer\\(alice \\d{4}-");
        Letter notice = question.notice("dora");
        assertThat(notice.text()).contains("Alice Wang answered ticket " + question.ticket(), "王雅琴 已于", "Desk/Held/dora");
        assertThat(question.in("alice", "Desk/Held/dora")).as("a lead sees it").isOne();
        assertThat(question.program("chen").command("SELECT Desk/Held/dora").getLast()).as("a colleague does not").contains(" NO ");
        assertThat(question.sent()).hasSize(1);
        assertThat(question.now().agent()).as("whose ticket it is").contains("alice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOVE", "COPY"})
    void aDragIntoAFolderThatStandsForAnOrderIsNoWordAboutIt(String way) throws Exception {
        answerTwice();
        question.program("dora").ok("CREATE Act/" + way);
        String uid = question.uids("dora", "Desk/Held/dora");
        question.program("dora").ok("UID " + way + " " + uid + " Act/" + way);
        if (way.equals("COPY")) {
            question.program("dora").ok("UID STORE " + uid + " +FLAGS (\\Deleted)");
            question.program("dora").ok("EXPUNGE");
        }
        question.comesTo("dora", "Act/" + way, 0);
        question.comesTo("dora", "Desk/Held/dora", 1);
        isToldThatItIsNone("dora");
        assertThat(question.now().state()).isEqualTo(Ticket.State.WAITING);
        question.order("dora", "release");
        bothWereSent();
    }

    /** Other notices may come before it and after. */
    private void isToldThatItIsNone(String agent) {
        await().atMost(Question.PATIENCE).until(() -> {
            question.program(agent).ok("SELECT INBOX");
            String found = String.join("\n", question.program(agent).ok("UID SEARCH SUBJECT \"" + question.ticket() + "\" BODY \"held back and no mail\""));
            return found.matches("(?s).*\\* SEARCH \\d+.*");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOVE # Merge/482-109-3767", "MOVE # \"Snooze/tomorrow 9:00\"", "STORE # +FLAGS (split)"})
    void anOrderThatIsNoneForItIsSaid(String order) throws Exception {
        answerTwice();
        String folder = order.startsWith("MOVE") ? order.substring(7) : "INBOX";
        if (question.program("dora").ok("LIST \"\" " + folder).stream().noneMatch(line -> line.startsWith("* LIST"))) {
            question.program("dora").ok("CREATE " + folder);
        }
        question.act("dora", "Desk/Held/dora", order);
        isToldThatItIsNone("dora");
        question.comesTo("dora", "Desk/Held/dora", 1);
        assertThat(question.events()).doesNotContain("split", "snoozed", "released");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOVE # Returns/Waiting", "COPY # Returns", "STORE # +FLAGS ($Release)"})
    void aDragOutOfTheFolderOrAKeywordSendsIt(String command) throws Exception {
        answerTwice();
        question.act("dora", "Desk/Held/dora", command);
        bothWereSent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"release", "#release", "＃放行"})
    void anOrderSendsItOnce(String order) throws Exception {
        answerTwice();
        question.order("dora", order);
        bothWereSent();
        question.notice("dora");
        question.order("dora", order);
        assertThat(question.notice("dora").text()).contains("There is no held answer of this ticket");
        assertThat(question.sent()).hasSize(2);
    }

    @Test
    void aColleagueLetsNothingGo() throws Exception {
        answerTwice();
        question.order("chen", "release");
        assertThat(question.notice("chen").text()).contains("There is no held answer of this ticket");
        assertThat(question.sent()).hasSize(1);
    }

    @Test
    void ofTwoAtOnceOneIsSentAndOneHeld() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<String>> replies = new ArrayList<>();
            for (String agent : List.of("alice", "dora")) {
                replies.add(threads.submit(() -> question.answer(agent, "an answer")));
            }
            assertThat(replies).allSatisfy(reply -> assertThat(reply.get()).startsWith("250"));
        }
        await().atMost(Question.PATIENCE).until(() -> question.in("dora", "Desk/Held/dora") + question.in("alice", "Desk/Held/alice") == 1);
        await().atMost(Question.PATIENCE).untilAsserted(() -> assertThat(question.sent()).hasSize(1));
    }

    @Test
    void whatAnAgentHasOpenedIsKnownAfterARestart() throws Exception {
        question.answer("alice", "first");
        question.comesTo("dora", "Returns/Waiting", 2);
        question.fetch("dora", "Returns/Waiting", "BODY.PEEK[]");
        question.close();
        gateway.close();
        gateway = open();
        question = question.on(gateway);
        assertThat(question.answer("dora", "and this")).startsWith("250");
        await().atMost(Question.PATIENCE).untilAsserted(() -> assertThat(question.sent()).hasSize(1));
    }

    @Test
    void whatItsWriterThrewAwayNobodyElseSends() throws Exception {
        answerTwice();
        question.answer("chen", "third");
        question.comesTo("alice", "Desk/Held/chen", 1);
        question.act("chen", "Desk/Held/chen", "STORE # +FLAGS (\\Deleted)");
        question.program("chen").ok("EXPUNGE");
        question.order("alice", "release");
        bothWereSent();
        question.order("alice", "reopen");
        question.comesTo("alice", "Desk/Deleted", 1);
        question.act("alice", "Desk/Deleted", "MOVE # Returns");
        question.order("alice", "release");
        await().atMost(Question.PATIENCE).untilAsserted(() -> assertThat(question.notice("alice").text()).contains("There is no held answer of this ticket"));
        assertThat(question.sent()).hasSize(2);
    }

    @Test
    void itLeavesAsTheDesksAnswerThoughTheTicketIsAnotherTeamsByNow() throws Exception {
        answerTwice();
        question.order("alice", "team-orders");
        question.comesTo("bob", "Orders", 2);
        question.act("dora", "Desk/Held/dora", "STORE # +FLAGS ($Release)");
        question.comesTo("bob", "Orders/Waiting", 3);
        await().atMost(Question.PATIENCE).untilAsserted(() -> assertThat(question.sent()).hasSize(2));
        assertThat(question.sent()).anySatisfy(sent -> assertThat(sent).contains("second", "Message-ID: <postern.").doesNotContain("dora@shop.example"));
        assertThat(question.now().state()).isEqualTo(Ticket.State.WAITING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"release", "MOVE # Returns"})
    void itGoesAlongWhenTicketsAreMergedAndComesBackWithTheMerge(String wish) throws Exception {
        answerTwice();
        try (Question other = Question.ask(gateway, "other-" + number)) {
            question.order("alice", "merge-" + other.ticket());
            question.comesTo("Returns/alice", 0);
            question.comesTo("Returns", 2);
            question.answer("chen", "third");
            question.comesTo("alice", "Desk/Held/chen", 1);
            question.order("alice", "split");
            question.comesTo("Returns/Waiting", 2);
            question.order("alice", "merge-" + other.ticket());
            question.comesTo("Returns", 2);
            if (wish.startsWith("MOVE")) {
                question.act("dora", "Desk/Held/dora", wish);
            } else {
                question.order("dora", wish);
            }
            await().atMost(Question.PATIENCE).untilAsserted(() -> assertThat(question.sent()).hasSize(2));
            question.comesTo("Returns/Waiting", 3);
            question.comesTo("dora", "Desk/Held/dora", 0);
            assertThat(other.events()).contains("released");
        }
    }

    @Test
    void anOrderThatIsReadAgainLetsNoFurtherAnswerGo() throws Exception {
        answerTwice();
        question.answer("chen", "third");
        question.comesTo("alice", "Desk/Held/chen", 1);
        Acts acts = gateway.gateway().part(Acts.class);
        Agent alice = gateway.gateway().desk().agents().get("alice");
        for (int reading = 0; reading < 2; reading++) {
            assertThat(acts.release("an-order-" + number, question.ticket(), alice, CLOCK.instant())).isTrue();
        }
        await().atMost(Question.PATIENCE).untilAsserted(() -> assertThat(question.sent()).hasSize(2));
        assertThat(question.in("alice", "Desk/Held/chen") + question.in("alice", "Desk/Held/dora")).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"release", "MOVE # Returns"})
    void itCanBeSentWeeksLater(String wish) throws Exception {
        answerTwice();
        LATER.updateAndGet(Duration.ofDays(15)::plus);
        for (int round = 0; round < 2; round++) {
            gateway.gateway().part(Housekeeping.class).sweep();
        }
        if (wish.startsWith("MOVE")) {
            question.act("dora", "Desk/Held/dora", wish);
        } else {
            question.order("dora", wish);
        }
        bothWereSent();
    }
}
