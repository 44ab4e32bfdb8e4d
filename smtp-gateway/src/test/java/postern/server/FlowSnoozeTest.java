package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.inject.AbstractModule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
import org.junit.jupiter.params.provider.ValueSource;
import postern.tickets.Ticket;

@DisplayName("A ticket is put out of sight until a time, or until the customer writes")
class FlowSnoozeTest {
    private static final Moving CLOCK = new Moving();
    @TempDir
    private static Path home;
    private static TestGateway gateway;
    private static int number;
    private Question question;

    /** Goes with the real one, ahead of it by what a test says. */
    private static final class Moving extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        gateway = TestGateway.start(home, desk -> desk, List.of(clock()));
    }

    private static AbstractModule clock() {
        return new AbstractModule() {
            @Override
            protected void configure() {
                bind(Clock.class).toInstance(CLOCK);
            }
        };
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
    }

    @BeforeEach
    void ask() throws Exception {
        question = Question.ask(gateway, "snooze-" + ++number);
    }

    @AfterEach
    void leave() throws IOException {
        question.close();
    }

    /** RFC 9051 §5.1.3: Chinese in a folder's name. */
    private String inAnHour() throws Exception {
        return question.program("alice").ok("LIST \"\" \"Snooze/*\"").stream().filter(line -> line.contains("Snooze/1")).findFirst()
            .map(line -> line.substring(line.indexOf("\"Snooze/"))).orElseThrow();
    }

    @Test
    void aDragIntoATimeTakesItOutOfSightAndTheTimeBringsItBack() throws Exception {
        Optional<Instant> deadline = question.now().deadline();
        question.act("alice", "Returns", "MOVE # " + inAnHour());
        question.comesTo("Returns/Snoozed", 1);
        assertThat(question.fetch("alice", "Returns/Snoozed", "FLAGS")).contains("$Snoozed", "agent-alice");
        assertThat(question.now().state()).isEqualTo(Ticket.State.OPEN);
        assertThat(question.now().deadline()).as("the promise goes on").isEqualTo(deadline);
        CLOCK.ahead = CLOCK.ahead.plus(Duration.ofMinutes(61));
        question.comesTo("Returns/alice", 1);
        assertThat(question.fetch("alice", "Returns/alice", "FLAGS")).doesNotContain("$Snoozed");
        assertThat(question.events()).containsSubsequence("snoozed", "woken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"snooze-tomorrow", "snooze-2h", "#snooze tomorrow 09:00", "#暂缓 明天 9:00"})
    void anOrderDoesSoToo(String order) throws Exception {
        question.order("alice", order);
        question.comesTo("Returns/Snoozed", 1);
        question.order("alice", "wake");
        question.comesTo("Returns/alice", 1);
    }

    @Test
    void aKeywordDoesSoTooAndTakingItAwayWakes() throws Exception {
        question.act("alice", "Returns", "STORE # +FLAGS (snooze-2h)");
        question.comesTo("Returns/Snoozed", 1);
        question.act("alice", "Returns/Snoozed", "STORE # -FLAGS ($Snoozed)");
        question.comesTo("Returns/alice", 1);
    }

    @Test
    void theCustomersMailWakesItEarlyAlsoAfterARestart() throws Exception {
        question.order("alice", "snooze-tomorrow");
        question.comesTo("Returns/Snoozed", 1);
        question.close();
        gateway.close();
        gateway = TestGateway.start(home, desk -> desk, List.of(clock()));
        question = question.on(gateway);
        question.comesTo("Returns/Snoozed", 1);
        question.chase("<wake-" + number + "@customer.example>");
        question.comesTo("Returns/alice", 2);
        assertThat(question.events()).contains("woken");
    }

    @Test
    void whatWaitsForTheCustomerIsTheDesksTurnWhenItComesBack() throws Exception {
        question.order("alice", "waiting");
        question.comesTo("Returns/Waiting", 1);
        question.order("alice", "snooze-2h");
        question.comesTo("Returns/Snoozed", 1);
        assertThat(question.now().state()).as("no clock runs").isEqualTo(Ticket.State.WAITING);
        CLOCK.ahead = CLOCK.ahead.plus(Duration.ofHours(2));
        await().atMost(Question.PATIENCE).until(() -> question.now().state() == Ticket.State.OPEN);
        question.comesTo("Returns", 1);
        assertThat(question.now().deadline()).hasValueSatisfying(due -> assertThat(due).isAfter(CLOCK.instant()));
    }

    @Test
    void aDragBackIsAnUndo() throws Exception {
        question.order("alice", "take");
        question.comesTo("Returns/alice", 1);
        question.order("alice", "snooze-2h");
        question.comesTo("Returns/Snoozed", 1);
        Ticket before = question.now();
        question.act("alice", "Returns/Snoozed", "MOVE # Returns/alice");
        question.comesTo("Returns/alice", 1);
        assertThat(question.now()).isEqualTo(before);
    }

    @Test
    void aTimeThatIsOverIsSaid() throws Exception {
        question.order("alice", "#snooze 2020-01-01");
        assertThat(question.notice("alice").text()).contains("That time is over", "已经过去");
        assertThat(question.in("alice", "Returns")).isOne();
    }
}
