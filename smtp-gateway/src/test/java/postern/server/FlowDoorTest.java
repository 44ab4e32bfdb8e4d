package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
import postern.desk.Priority;
import postern.desk.TicketId;
import postern.tickets.Ticket;
import postern.tickets.Tickets;

@DisplayName("A drag into a folder of the agent's own, a keyword and an order do the same")
class FlowDoorTest {
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
        one = Question.ask(gateway, "door-" + ++number);
        two = Question.ask(gateway, "other-" + number);
    }

    @AfterEach
    void leave() throws IOException {
        one.close();
        two.close();
    }

    /** @param way move or copy into {@code Root/word} or {@code Act/word}, or a keyword, or an order */
    private void does(Question question, String folder, String way, String word) throws Exception {
        if (way.equals("keyword")) {
            question.act("alice", folder, "STORE # +FLAGS (" + word + ")");
            return;
        }
        if (way.equals("order")) {
            question.order("alice", word);
            return;
        }
        String door = word.startsWith("merge-") ? "Merge/" + word.substring(6) : "Act/" + word;
        if (question.program("alice").ok("LIST \"\" \"" + door + "\"").stream().noneMatch(line -> line.startsWith("* LIST"))) {
            question.program("alice").ok("CREATE \"" + door + "\"");
        }
        drags(question, "alice", question.uids("alice", folder).split(",")[0], way, door);
        question.comesTo(door, 0);
    }

    /** Out of the folder that was looked into last. A program that copies says later that the mail is to go where it was. */
    private static void drags(Question question, String agent, String uid, String way, String to) throws Exception {
        ImapDialogue program = question.program(agent);
        program.ok("UID " + way + " " + uid + " \"" + to + "\"");
        if (way.equals("COPY")) {
            program.ok("UID STORE " + uid + " +FLAGS (\\Deleted)");
            program.ok("EXPUNGE");
        }
    }

    private String flags(Question question, String folder) throws Exception {
        return question.fetch("alice", folder, "FLAGS");
    }

    private static Ticket now(TicketId id) {
        return gateway.gateway().part(Tickets.class).find(id).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"MOVE,MOVE", "COPY,COPY", "keyword,keyword", "order,order"})
    void mergesAndTakesThatBack(String way, String back) throws Exception {
        two.order("alice", "take");
        two.comesTo("Returns/alice", 1);
        Ticket before = two.now();
        does(one, "Returns", way, "merge-" + two.ticket());
        one.comesTo("Returns/alice", 1);
        assertThat(flags(one, "Returns/alice")).contains(two.ticket().keyword()).doesNotContain(one.ticket().keyword(), "merge-");
        assertThat(one.now().state()).isEqualTo(Ticket.State.DONE);
        does(one, "Returns/alice", back, "undo");
        one.comesTo("Returns", 1);
        assertThat(flags(one, "Returns")).contains(one.ticket().keyword()).doesNotContain(two.ticket().keyword(), "undo");
        assertThat(one.now().state()).isEqualTo(Ticket.State.OPEN);
        assertThat(two.now()).isEqualTo(before);
        assertThat(one.in("alice", "Desk/Deleted") + two.in("alice", "Desk/Deleted")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"MOVE,MOVE", "COPY,COPY", "keyword,keyword", "order,order"})
    void partsAndTakesThatBack(String way, String back) throws Exception {
        String later = "<later-" + number + "@customer.example>";
        one.chase(later);
        one.comesTo("Returns", 2);
        String uid = one.uids("alice", "Returns").split(",")[1];
        if (way.equals("order")) {
            String order = "From: alice@shop.example\nTo: desk+split@shop.example\nSubject: Re: refund\nIn-Reply-To: " + later + "\n\n\n";
            assertThat(gateway.submit("alice", List.of("desk+split@shop.example"), order)).startsWith("250");
        } else if (way.equals("keyword")) {
            one.program("alice").ok("UID STORE " + uid + " +FLAGS (split)");
        } else {
            // RFC 9051 §5.1.3: 拆分
            drags(one, "alice", uid, way, "Act/&YsZSBg-");
        }
        await().atMost(Question.PATIENCE).until(() -> one.events().contains("split"));
        TicketId parted = TicketId.find(gateway.gateway().part(Tickets.class).events(one.ticket(), 1).getFirst().detail()).getFirst();
        await().atMost(Question.PATIENCE).untilAsserted(() -> assertThat(flags(one, "Returns")).contains(one.ticket().keyword(), parted.keyword()));
        assertThat(one.in("alice", "Returns")).isEqualTo(2);
        does(one, "Returns", back, "undo");
        await().atMost(Question.PATIENCE).untilAsserted(() -> assertThat(flags(one, "Returns")).contains(one.ticket().keyword()).doesNotContain(parted.keyword()));
        assertThat(one.in("alice", "Returns")).isEqualTo(2);
        assertThat(one.now().state()).isEqualTo(Ticket.State.OPEN);
        assertThat(now(parted).state()).isEqualTo(Ticket.State.DONE);
        assertThat(one.in("alice", "Desk/Deleted")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOVE", "COPY", "order"})
    void raises(String way) throws Exception {
        does(one, "Returns", way, "urgent");
        await().atMost(Question.PATIENCE).until(() -> one.now().priority().orElseThrow() == Priority.URGENT);
        one.comesTo("Returns", 1);
        does(one, "Returns", way, "down");
        await().atMost(Question.PATIENCE).until(() -> one.now().priority().orElseThrow() == Priority.HIGH);
        one.comesTo("Returns", 1);
        does(one, "Returns", way, "escalate");
        await().atMost(Question.PATIENCE).until(() -> one.now().tier() > 1);
        assertThat(one.in("alice", "Desk/Deleted")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOVE", "keyword", "order"})
    void tellsWhy(String way) throws Exception {
        does(one, "Returns", way, "why");
        assertThat(one.notice("alice").text()).contains("工单经过", one.ticket().value());
        one.comesTo("Returns", 1);
    }

    @ParameterizedTest
    @CsvSource({"Merge/482-109-3767, That is no ticket number, 这不是工单号", "Merge/482-109-3766, There is no other ticket, 没有可合并",
        "Snooze/nine, That is no time we understand, 看不懂这个时间", "Snooze/2020-01-01 09:00, That time is over, 已经过去",
        "Act/dance, Unknown order \"dance\", 不认识的指令", "Act/note, This order needs a mail, 这条指令需要写邮件"})
    void saysWhatCannotBeDoneAndLeavesTheMailWhereItLay(String folder, String english, String chinese) throws Exception {
        one.program("alice").ok("CREATE \"" + folder + "\"");
        one.act("alice", "Returns", "MOVE # \"" + folder + "\"");
        assertThat(one.notice("alice").text()).contains(english, chinese);
        one.comesTo("Returns", 1);
        one.comesTo(folder, 0);
        assertThat(one.events()).doesNotContain("merged", "snoozed");
    }

    @Test
    void aTicketOfAnotherTeamTakesNothingInAndThatIsSaid() throws Exception {
        two.act("alice", "Returns", "MOVE # Technical");
        two.comesTo("hao", "Technical", 1);
        does(one, "Returns", "MOVE", "merge-" + two.ticket());
        assertThat(one.notice("alice").text()).contains("Your rights on the folder", "没有相应权限");
        one.comesTo("Returns", 1);
        assertThat(one.events()).doesNotContain("merged");
    }

    @Test
    void anUndoWithinAMinuteIsOneAlsoAfterARestart() throws Exception {
        Ticket before = two.now();
        does(one, "Returns", "MOVE", "merge-" + two.ticket());
        await().atMost(Question.PATIENCE).until(() -> one.now().state() == Ticket.State.DONE);
        leave();
        gateway.close();
        gateway = TestGateway.start(home);
        one = one.on(gateway);
        two = two.on(gateway);
        does(one, "Returns", "MOVE", "undo");
        await().atMost(Question.PATIENCE).until(() -> one.now().state() == Ticket.State.OPEN);
        one.comesTo("Returns", 1);
        assertThat(two.now()).isEqualTo(before);
    }

    @Test
    void anotherTeamsFolderOpensShowsNothingAndTakesATicketAlong() throws Exception {
        assertThat(one.program("hao").ok("SELECT Returns")).anyMatch(line -> line.endsWith(" 0 EXISTS"));
        one.act("alice", "Returns", "MOVE # Technical");
        one.comesTo("hao", "Technical", 1);
        assertThat(one.now().team()).contains("technical");
        assertThat(one.in("alice", "Technical")).as("the agent's own view of it").isZero();
        drags(one, "hao", one.uids("hao", "Technical"), "COPY", "Returns");
        one.comesTo("Returns", 1);
        one.comesTo("hao", "Technical", 0);
        assertThat(one.in("hao", "Returns")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOVE # \"Act/Down\"", "MOVE # \"Act/Escalate\"", "STORE # +FLAGS ($Escalated)"})
    void whatIsDoneToAllMailsOfATicketAtOnceIsDoneOnce(String command) throws Exception {
        one.chase("<further-" + number + "@customer.example>");
        one.comesTo("Returns", 2);
        ImapDialogue program = one.program("alice");
        if (command.startsWith("MOVE") && program.ok("LIST \"\" " + command.substring(7)).stream().noneMatch(line -> line.startsWith("* LIST"))) {
            program.ok("CREATE " + command.substring(7));
        }
        String uids = one.uids("alice", "Returns");
        program.ok("UID " + command.replace("#", uids));
        await().atMost(Question.PATIENCE).until(() -> one.events().contains("moved"));
        one.order("alice", "done");
        one.comesTo("Returns/Done", 2);
        assertThat(one.events().stream().filter("moved"::equals)).as("with the order").hasSize(2);
    }
}
