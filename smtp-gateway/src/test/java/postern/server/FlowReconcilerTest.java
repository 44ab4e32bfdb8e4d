package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.mailbox.Attendant;
import postern.store.Store;
import postern.tickets.Sql;
import postern.tickets.Tickets;

@DisplayName("Folder, keywords and ticket are in step again after whatever happened to one of them")
class FlowReconcilerTest {
    @TempDir
    private Path home;

    private static void change(TestGateway gateway, String sql, Object... values) {
        assertThat(gateway.gateway().part(Store.class).<Integer>writeAndWait(connection -> Sql.update(connection, sql, values))).isPositive();
    }

    private static double mended(TestGateway gateway) {
        return gateway.gateway().part(MeterRegistry.class).get("postern.gestures.mended").counter().count();
    }

    private static String number(Question question) {
        return question.ticket().value().replace("-", "");
    }

    /** @return what the last event of a ticket says */
    private static String last(TestGateway gateway, Question question) {
        return gateway.gateway().part(Tickets.class).events(question.ticket(), 1).getFirst().detail();
    }

    @Test
    void isSeenAtTheNextStartAndSaid() throws Exception {
        Question moved;
        Question marked;
        Question merged;
        Question survivor;
        try (TestGateway gateway = TestGateway.start(home)) {
            moved = Question.ask(gateway, "moved");
            marked = Question.ask(gateway, "marked");
            merged = Question.ask(gateway, "merged");
            survivor = Question.ask(gateway, "survivor");
            gateway.gateway().part(Attendant.class).close();
            change(gateway, "update ticket set state = 'done', merged = (select id from ticket where number = ?) where number = ?", number(survivor), number(merged));
            change(gateway, "update ticket set agent = 'dora' where number = ?", number(moved));
            change(gateway, "update mailbox_entry set keywords = 'own' where mail in (select mail from mailbox_ticket where ticket = ?)", number(marked));
            for (Question question : new Question[] {moved, marked, merged, survivor}) {
                question.close();
            }
        }
        try (TestGateway gateway = TestGateway.start(home); Question one = moved.on(gateway); Question two = marked.on(gateway)) {
            one.comesTo("Returns/dora", 1);
            await().atMost(Question.PATIENCE).untilAsserted(() -> assertThat(mended(gateway)).isEqualTo(3));
            assertThat(one.fetch("alice", "Returns/dora", "FLAGS")).contains("agent-dora");
            assertThat(two.fetch("alice", "Returns", "FLAGS")).contains("team-returns", "own", two.ticket().keyword());
            assertThat(last(gateway, moved)).isEqualTo("folder, keywords");
            assertThat(last(gateway, marked)).isEqualTo("keywords");
            assertThat(last(gateway, survivor)).isEqualTo("merged");
        }
    }
}
