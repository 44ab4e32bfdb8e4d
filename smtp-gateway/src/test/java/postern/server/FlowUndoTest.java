package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
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
import postern.desk.Priority;
import postern.gestures.Act;
import postern.gestures.Acts;
import postern.gestures.Objection;
import postern.gestures.Until;
import postern.tickets.Ticket;

@DisplayName("An undo takes back the ticket's last act, if that was the agent's own and done before the undo was given")
class FlowUndoTest {
    private static final Act UNDO = new Act.Undo();
    @TempDir
    private static Path home;
    private static TestGateway gateway;
    private static int number;
    private Question question;

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
        question = Question.ask(gateway, "back-" + ++number);
    }

    @AfterEach
    void leave() throws IOException {
        question.close();
    }

    private Optional<Objection> obeys(String agent, Act act, Instant at) {
        Agent who = gateway.gateway().desk().agents().get(agent);
        return gateway.gateway().part(Acts.class).obey("undo-" + number + act + agent + at, question.ticket(), act, who, at);
    }

    /** Under load a mail may be read long after it was taken over. */
    @Test
    void anUndoThatComesLateTakesBackNothingThatWasDoneSinceItWasGiven() {
        Instant given = Instant.now();
        assertThat(obeys("alice", new Act.Finish(Optional.empty()), given.minusSeconds(5))).isEmpty();
        assertThat(obeys("alice", new Act.Rank(Priority.URGENT), given.plusSeconds(5))).isEmpty();
        assertThat(obeys("alice", UNDO, given)).contains(Objection.NOTHING_TO_UNDO);
        assertThat(question.now().priority()).contains(Priority.URGENT);
        assertThat(question.now().state()).isEqualTo(Ticket.State.DONE);
        assertThat(obeys("alice", UNDO, given.plusSeconds(6))).isEmpty();
        assertThat(question.now().priority()).contains(Priority.NORMAL);
    }

    @Test
    void aSnoozeThatIsTakenBackLeavesTheTicketNobodys() throws Exception {
        question.order("alice", "snooze-2h");
        question.comesTo("Returns/Snoozed", 1);
        assertThat(question.now().agent()).contains("alice");
        question.order("alice", "undo");
        question.comesTo("Returns", 1);
        assertThat(question.now().agent()).isEmpty();
    }

    @Test
    void aSnoozeIsTakenBackOnlyByWhoWishedItAndBeforeAnythingElseIsDone() {
        Instant now = Instant.now();
        obeys("alice", new Act.Snooze(Until.read("2h").orElseThrow()), now);
        assertThat(obeys("dora", UNDO, now.plusSeconds(1))).contains(Objection.NOTHING_TO_UNDO);
        obeys("alice", new Act.Rank(Priority.URGENT), now.plusSeconds(2));
        assertThat(obeys("alice", UNDO, now.plusSeconds(3))).isEmpty();
        assertThat(question.now().priority()).contains(Priority.NORMAL);
        question.comesTo("Returns/Snoozed", 1);
        obeys("dora", new Act.Rank(Priority.HIGH), now.plusSeconds(4));
        assertThat(obeys("alice", UNDO, now.plusSeconds(5))).contains(Objection.NOTHING_TO_UNDO);
        question.comesTo("Returns/Snoozed", 1);
        assertThat(question.events()).doesNotContain("woken");
    }

    @Test
    void whatWasDoneBeforeAColleaguesSnoozeStays() {
        Instant now = Instant.now();
        obeys("alice", new Act.Rank(Priority.URGENT), now);
        obeys("dora", new Act.Snooze(Until.read("2h").orElseThrow()), now.plusSeconds(1));
        assertThat(obeys("alice", UNDO, now.plusSeconds(2))).contains(Objection.NOTHING_TO_UNDO);
        assertThat(question.now().priority()).contains(Priority.URGENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOVE # Act/Undo", "STORE # +FLAGS (undo)", "order"})
    void whatAColleagueChangedSinceIsNotTakenBackAndThatIsSaid(String way) throws Exception {
        question.act("alice", "Returns", "STORE # +FLAGS ($Done)");
        question.comesTo("Returns/Done", 1);
        question.act("dora", "Returns/Done", "MOVE # Returns/dora");
        question.comesTo("Returns/dora", 1);
        Ticket before = question.now();
        if (way.equals("order")) {
            question.order("alice", "undo");
        } else {
            if (question.program("alice").ok("LIST \"\" Act/Undo").stream().noneMatch(line -> line.startsWith("* LIST"))) {
                question.program("alice").ok("CREATE Act/Undo");
            }
            question.act("alice", "Returns/dora", way);
        }
        assertThat(question.notice("alice").text()).contains("nothing was taken back", "没有可以撤销的操作");
        question.comesTo("Returns/dora", 1);
        await().atMost(Question.PATIENCE).untilAsserted(() -> assertThat(question.fetch("alice", "Returns/dora", "FLAGS")).doesNotContain("undo"));
        assertThat(question.now()).isEqualTo(before);
    }
}
