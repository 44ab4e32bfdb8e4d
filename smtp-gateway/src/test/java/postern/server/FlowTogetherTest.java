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
import org.junit.jupiter.params.provider.CsvSource;
import postern.desk.Priority;
import postern.desk.TicketId;
import postern.tickets.Ticket;
import postern.tickets.Tickets;

@DisplayName("What is asked for with several keywords at once is all done, or what is not is said")
class FlowTogetherTest {
    @TempDir
    private static Path home;
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
        one = Question.ask(gateway, "both-" + ++number);
        two = Question.ask(gateway, "beside-" + number);
    }

    @AfterEach
    void leave() throws IOException {
        one.close();
        two.close();
    }

    private String flags(Question question, String folder) throws Exception {
        return question.fetch("alice", folder, "FLAGS");
    }

    @Test
    void aMergeAndAnAct() throws Exception {
        one.act("alice", "Returns", "STORE # +FLAGS ($Waiting merge-" + two.ticket() + " $Urgent)");
        one.comesTo("Returns/Waiting", 1);
        two.comesTo("Returns/Waiting", 1);
        assertThat(two.now().state()).isEqualTo(Ticket.State.WAITING);
        assertThat(two.now().priority()).contains(Priority.URGENT);
        assertThat(flags(one, "Returns/Waiting")).contains(two.ticket().keyword(), "$Urgent");
    }

    @Test
    void aPartThatIsAnotherTeams() throws Exception {
        one.chase("<part-" + number + "@customer.example>");
        one.comesTo("Returns", 2);
        String second = one.uids("alice", "Returns").split(",")[1];
        one.program("alice").ok("UID STORE " + second + " +FLAGS (team-orders split)");
        one.comesTo("bob", "Orders", 1);
        one.comesTo("Returns", 1);
        TicketId parted = TicketId.find(gateway.gateway().part(Tickets.class).events(one.ticket(), 1).getFirst().detail()).getFirst();
        assertThat(gateway.gateway().part(Tickets.class).find(parted).orElseThrow().team()).contains("orders");
        assertThat(one.now().team()).contains("returns");
    }

    @Test
    void aPartThatGoesOnAsAnotherTicket() throws Exception {
        one.chase("<part-" + number + "@customer.example>");
        one.comesTo("Returns", 2);
        String second = one.uids("alice", "Returns").split(",")[1];
        one.program("alice").ok("UID STORE " + second + " +FLAGS (merge-" + two.ticket() + " split)");
        await().atMost(Question.PATIENCE).until(() -> two.events().contains("merged"));
        assertThat(flags(one, "Returns")).contains(one.ticket().keyword(), two.ticket().keyword());
        assertThat(one.now().state()).isEqualTo(Ticket.State.OPEN);
    }

    @Test
    void anUndoAndAnotherAct() throws Exception {
        one.act("alice", "Returns", "STORE # +FLAGS ($Done)");
        one.comesTo("Returns/Done", 1);
        one.act("alice", "Returns/Done", "STORE # +FLAGS (undo team-orders)");
        one.comesTo("bob", "Orders", 1);
        assertThat(one.now().state()).isEqualTo(Ticket.State.OPEN);
        assertThat(one.events()).contains("undone");
    }

    @Test
    void aSnoozeOfWhatWaits() throws Exception {
        one.act("alice", "Returns", "STORE # +FLAGS (snooze-2h $Waiting)");
        one.comesTo("Returns/Snoozed", 1);
        assertThat(one.now().state()).isEqualTo(Ticket.State.WAITING);
    }

    @Test
    void whyAndAnAct() throws Exception {
        one.act("alice", "Returns", "STORE # +FLAGS (why agent-dora)");
        assertThat(one.notice("alice").text()).contains("工单经过", one.ticket().value());
        one.comesTo("Returns/dora", 1);
    }

    @ParameterizedTest
    @CsvSource({"merge-482-109-3767 $Urgent, That is no ticket number, 这不是工单号", "split team-orders, The ticket cannot be parted, 无法从这封邮件拆分",
        "snooze-nine $Waiting, That is no time we understand, 看不懂这个时间", "snooze-2h $Done, The ticket is done, 工单已办结"})
    void whatCannotBeDoneTogetherIsSaidAndNothingOfItDone(String keywords, String english, String chinese) throws Exception {
        Ticket before = one.now();
        one.act("alice", "Returns", "STORE # +FLAGS (" + keywords + ")");
        assertThat(one.notice("alice").text()).contains(english, chinese, "nothing further was done", "也没有执行");
        await().atMost(Question.PATIENCE).untilAsserted(() -> assertThat(flags(one, "Returns")).contains(one.ticket().keyword())
            .doesNotContain(keywords.split(" ")));
        assertThat(one.now()).isEqualTo(before);
    }
}
