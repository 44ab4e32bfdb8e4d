package postern.replies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.desk.Acknowledgements;
import postern.desk.TicketId;
import postern.store.Schema;
import postern.store.SqliteStore;
import postern.store.Store;
import postern.store.StoreException;
import postern.tickets.Sql;
import postern.tickets.SampleDesk;
import postern.tickets.SqlTickets;

/** Guarantee 1 of the replies, and the budgets of pitfalls 3 and 5. */
class SqlRepliesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
    private static final Acknowledgements BUDGET = new Acknowledgements(true, 2, Duration.ofDays(1), 4, 6, Map.of());

    @TempDir
    Path directory;
    private Store store;
    private Replies replies;
    private boolean outboxFails;

    @BeforeEach
    void open() {
        store = SqliteStore.open(directory.resolve("postern.db"), new SimpleMeterRegistry());
        store.migrate(new Schema("rig", List.of("create table left_behind (name text primary key, recipient text)")));
        replies = new SqlReplies(store, new TableOutbox(), new SqlTickets(store, new SecureRandom(), SampleDesk::read));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private String release(String mail, String to, Instant at) {
        Acknowledgement acknowledgement = new Acknowledgement(mail, TicketId.ofDigits("4821093766"), to, at, new byte[] {1});
        return store.writeAndWait(connection -> replies.release(connection, acknowledgement, BUDGET)).code();
    }

    private int sent() {
        return store.read(connection -> Sql.first(connection, "select count(*) from left_behind", row -> row.getInt(1)).orElseThrow());
    }

    @Test
    void oneMailIsAcknowledgedOnceHoweverOftenAndAtOnceItIsAsked() {
        List<CompletableFuture<String>> asked = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            asked.add(CompletableFuture.supplyAsync(() -> release("m1", "a@x.cn", NOW)));
        }
        assertThat(asked).extracting(CompletableFuture::join).containsOnly("safe");
        assertThat(sent()).isEqualTo(1);
    }

    @Test
    void detailsOfAnAddressShareItsBudget() {
        assertThat(release("m1", "a+1@x.cn", NOW)).isEqualTo("safe");
        assertThat(release("m2", "a+2@x.cn", NOW)).isEqualTo("safe");
        assertThat(release("m3", "a@x.cn", NOW)).isEqualTo("budget-address");
    }

    @Test
    void anAddressGetsNoMoreThanItsBudgetUntilThePeriodIsOver() {
        assertThat(release("m1", "a@x.cn", NOW)).isEqualTo("safe");
        assertThat(release("m2", "a@x.cn", NOW.plusSeconds(60))).isEqualTo("safe");
        assertThat(release("m3", "a@x.cn", NOW.plusSeconds(120))).isEqualTo("budget-address");
        assertThat(release("m4", "a@x.cn", NOW.plus(Duration.ofDays(1)).plusSeconds(1))).isEqualTo("safe");
        assertThat(sent()).isEqualTo(3);
    }

    @Test
    void aDomainAndTheWholeDeskHaveBudgetsForAnHour() {
        for (int i = 0; i < 4; i++) {
            assertThat(release("m" + i, "a" + i + "@x.cn", NOW)).isEqualTo("safe");
        }
        assertThat(release("m4", "a4@x.cn", NOW)).isEqualTo("budget-domain");
        assertThat(release("m5", "a@y.cn", NOW)).isEqualTo("safe");
        assertThat(release("m6", "a@z.cn", NOW)).isEqualTo("safe");
        assertThat(release("m7", "a@w.cn", NOW)).isEqualTo("budget-hour");
        assertThat(release("m8", "a@x.cn", NOW.plusSeconds(3601))).isEqualTo("safe");
    }

    @Test
    void manyAtOnceDoNotShareTheLastOfABudget() {
        List<CompletableFuture<String>> asked = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String mail = "m" + i;
            asked.add(CompletableFuture.supplyAsync(() -> release(mail, "a@x.cn", NOW)));
        }
        assertThat(asked).extracting(CompletableFuture::join).filteredOn("safe"::equals).hasSize(2);
        assertThat(sent()).isEqualTo(2);
    }

    @Test
    void theMemorySurvivesARestart() {
        release("m1", "a@x.cn", NOW);
        release("m2", "a@x.cn", NOW);
        store.close();
        store = SqliteStore.open(store.file(), new SimpleMeterRegistry());
        replies = new SqlReplies(store, new TableOutbox(), new SqlTickets(store, new SecureRandom(), SampleDesk::read));
        assertThat(release("m1", "a@x.cn", NOW)).isEqualTo("safe");
        assertThat(release("m3", "a@x.cn", NOW)).isEqualTo("budget-address");
        assertThat(sent()).isEqualTo(2);
    }

    @Test
    void whenTheOutboxFailsNothingIsRememberedAndTheNextTrySends() {
        outboxFails = true;
        assertThatThrownBy(() -> release("m1", "a@x.cn", NOW)).isInstanceOf(StoreException.class);
        outboxFails = false;
        assertThat(release("m1", "a@x.cn", NOW)).isEqualTo("safe");
        assertThat(sent()).isEqualTo(1);
    }

    private final class TableOutbox implements Outbox {
        @Override
        public void sendOnce(Connection connection, String name, String recipient, byte[] message) throws SQLException {
            put(connection, name, List.of(recipient), message, "outgoing");
        }

        @Override
        public void put(Connection connection, String name, List<String> recipients, byte[] message, String state) throws SQLException {
            Sql.update(connection, "insert into left_behind values (?, ?)", name, String.join(",", recipients));
            if (outboxFails) {
                throw new SQLException("no room");
            }
        }
    }
}
