package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import postern.desk.Priority;
import postern.tickets.Ticket;

@DisplayName("An agent hands a ticket to the next tier, and takes that back")
class FlowEscalateTest {
    @TempDir
    private static Path home;
    private static TestGateway gateway;
    private static int number;
    private Question question;
    private Ticket before;

    @BeforeAll
    static void start() throws Exception {
        gateway = TestGateway.start(home);
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
    }

    @BeforeEach
    void take() throws Exception {
        question = Question.ask(gateway, "tier-" + ++number);
        question.order("chen", "take");
        question.comesTo("Returns/chen", 1);
        before = question.now();
    }

    @AfterEach
    void leave() throws IOException {
        question.close();
    }

    private void escalatedToAlice() throws Exception {
        question.comesTo("Returns/alice", 1);
        assertThat(question.now().tier()).isEqualTo(2);
        assertThat(question.now().priority()).contains(Priority.HIGH);
        assertThat(question.fetch("alice", "Returns/alice", "FLAGS")).contains("tier-2", "agent-alice");
        assertThat(question.events()).contains("escalated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"escalate", "#升级"})
    void byAnOrder(String order) throws Exception {
        question.order("chen", order);
        escalatedToAlice();
        question.order("chen", "undo");
        question.comesTo("Returns/chen", 1);
        assertThat(question.now()).isEqualTo(before);
    }

    @Test
    void byAKeywordThatIsTakenAwayAgain() throws Exception {
        question.act("chen", "Returns/chen", "STORE # +FLAGS ($Escalated)");
        escalatedToAlice();
        question.act("chen", "Returns/alice", "STORE # -FLAGS ($Escalated)");
        question.comesTo("Returns/chen", 1);
        assertThat(question.now()).isEqualTo(before);
    }

    @Test
    void theDragBackWithinAMinuteTakesItBackWhole() throws Exception {
        question.order("chen", "escalate");
        escalatedToAlice();
        question.act("chen", "Returns/alice", "MOVE # Returns/chen");
        question.comesTo("Returns/chen", 1);
        await().atMost(Question.PATIENCE).untilAsserted(() -> assertThat(question.now()).isEqualTo(before));
    }

    @Test
    void undoTakesBackTheOwnLastActOnly() throws Exception {
        question.order("chen", "done");
        question.comesTo("Returns/Done", 1);
        question.order("alice", "undo");
        question.order("alice", "#note seen");
        await().atMost(Question.PATIENCE).until(() -> question.events().contains("noted"));
        assertThat(question.now().state()).isEqualTo(Ticket.State.DONE);
        question.order("chen", "#撤销");
        question.comesTo("Returns/chen", 1);
        assertThat(question.now()).isEqualTo(before);
    }
}
