package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.desk.Desk;
import postern.desk.file.DeskFile;
import postern.tickets.TicketEvent;
import postern.tickets.Tickets;

@DisplayName("Mails of a team whose tickets are handed out lie in agents' folders; who finishes one finds the next")
class FlowHandoutTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path home;

    /** Everybody works day and night and takes one ticket at a time. */
    private static Desk handingOut(Desk sample) {
        try {
            return DeskFile.read("desk.yaml", Files.readString(Path.of("../conf/desk.yaml")).replaceAll("cap: \\d+", "cap: 1")
                .replace("mon-fri: 09:00-12:00, 13:30-18:00", "mon-sun: 00:00-24:00")
                .replace("    members: [alice, chen, dora]\n", "    members: [alice, chen, dora]\n    assign: auto\n")).orThrow()
                .with(sample.listeners()).with(sample.outgoing());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void ask(TestGateway gateway, int number) throws Exception {
        gateway.send("c" + number + "@customer.example", "returns@shop.example", "From: <c" + number + "@customer.example>\nTo: returns@shop.example\nMessage-ID: <"
            + number + "@customer.example>\nContent-Type: text/plain; charset=utf-8\nSubject: number " + number + "\n\n我要退货，尺码不合适，怎么寄回？\n");
    }

    @Test
    void whoFinishesATicketFindsTheNextOne() throws Exception {
        try (TestGateway gateway = TestGateway.start(home, FlowHandoutTest::handingOut, List.of(WorkingMorning.clock()));
             ImapDialogue chen = gateway.agent("chen")) {
            ask(gateway, 1);
            await().atMost(PATIENCE).until(() -> chen.count("Returns/chen") == 1);
            ask(gateway, 2);
            await().atMost(PATIENCE).until(() -> chen.count("Returns/alice") == 1);
            ask(gateway, 3);
            await().atMost(PATIENCE).until(() -> chen.count("Returns") == 1);
            chen.ok("SELECT Returns/chen");
            chen.ok("UID MOVE 1 Returns/Done");
            await().atMost(PATIENCE).until(() -> chen.count("Returns/chen") == 1 && chen.count("Returns") == 0);
            chen.ok("SELECT Returns/chen");
            assertThat(String.join("\n", chen.ok("UID FETCH 1:* (FLAGS BODY.PEEK[HEADER.FIELDS (Subject X-Postern-Why)])")))
                .contains("number 3", "agent-chen", "nobody-free(");
        }
    }

    @Test
    void notMeGoesToSomebodyElseTwiceADayAndIsAskedWhy() throws Exception {
        try (TestGateway gateway = TestGateway.start(home, FlowHandoutTest::handingOut, List.of(WorkingMorning.clock()))) {
            for (int round = 1; round <= 3; round++) {
                Question question = Question.asked(gateway, "not-me-" + round, "Returns/dora");
                question.act("dora", "Returns/dora", "MOVE # Returns");
                if (round < 3) {
                    question.comesTo("dora", round == 1 ? "Returns/alice" : "Returns", 1);
                    assertThat(question.notice("dora").text()).contains("reply to this mail with the reason", "说明原因");
                } else {
                    assertThat(question.notice("dora").text()).contains("given back two tickets today", "已退回过两张工单");
                    question.comesTo("dora", "Returns/dora", 1);
                }
                assertThat(question.now().agent()).isEqualTo(switch (round) {
                    case 1 -> Optional.of("alice");
                    case 2 -> Optional.empty();
                    default -> Optional.of("dora");
                });
                question.close();
            }
        }
    }

    @Test
    void theReasonStandsInTheTicket() throws Exception {
        try (TestGateway gateway = TestGateway.start(home, FlowHandoutTest::handingOut, List.of(WorkingMorning.clock()));
             Question question = Question.asked(gateway, "why-not", "Returns/dora")) {
            question.order("dora", "#不是我 客户要英文答复");
            question.comesTo("dora", "Returns/alice", 1);
            assertThat(gateway.gateway().part(Tickets.class).events(question.ticket(), 9)).extracting(TicketEvent::detail)
                .anySatisfy(detail -> assertThat(detail).contains("not me: 客户要英文答复"));
        }
    }
}
