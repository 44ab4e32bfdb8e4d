package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.accounts.Accounts;
import postern.handout.HandOver;
import postern.store.Store;
import postern.tickets.Tickets;

@DisplayName("Agents come and go, and nothing lies with somebody who does not come")
class FlowHandOverTest {
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
    void take() throws Exception {
        question = Question.ask(gateway, "over-" + ++number);
        question.order("chen", "take");
        question.comesTo("Returns/chen", 1);
    }

    @AfterEach
    void leave() throws IOException {
        question.close();
    }

    @Test
    void whatADisabledAgentHadGoesBackToTheTeamAlsoWhenItsCustomerWritesLater() throws Exception {
        Question waiting = Question.ask(gateway, "later-" + number);
        waiting.order("chen", "take");
        waiting.comesTo("Returns/chen", 1);
        waiting.order("chen", "waiting");
        waiting.comesTo("Returns/Waiting", 1);
        gateway.gateway().part(Accounts.class).setDisabled("chen", true);
        try {
            question.comesTo("Returns", 1);
            assertThat(question.events()).contains("handed-over");
            assertThat(question.now().agent()).isEmpty();
            waiting.chase("<later-again-" + number + "@customer.example>");
            waiting.comesTo("Returns", 2);
        } finally {
            gateway.gateway().part(Accounts.class).setDisabled("chen", false);
            waiting.close();
        }
    }

    @Test
    void anOrderHandsAllOverToAColleague() throws Exception {
        HandOver.ask(gateway.gateway().part(Store.class), "chen", Optional.of("dora"));
        question.comesTo("Returns/dora", 1);
        assertThat(question.now().agent()).contains("dora");
        assertThat(gateway.gateway().part(Tickets.class).events(question.ticket(), 1).getFirst().detail()).contains("handed-over(chen)");
    }

    @Test
    void aLeaveNoteNeverReachesACustomer() throws Exception {
        String refused = question.submit("chen", List.of(question.customer()), "Auto-Submitted: auto-replied\n", "I am on holiday until January.");
        assertThat(refused).startsWith("554").contains("Automatic replies");
        assertThat(question.sent()).isEmpty();
        await().atMost(Question.PATIENCE).until(() -> question.in("alice", "Returns/chen") == 1);
    }
}
