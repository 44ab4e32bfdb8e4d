package postern.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guarantees 2 and 3 of the store. */
class SqliteStoreTest {
    @TempDir
    Path directory;
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private Store store;

    @BeforeEach
    void open() {
        store = SqliteStore.open(directory.resolve("home").resolve("postern.db"), registry);
        store.migrate(Notes.SCHEMA);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatWasWrittenIsReadAfterOpeningAgain() {
        Notes.add(store, "退款申请：订单 20240117，請盡快處理");
        store.close();
        store = SqliteStore.open(store.file(), registry);
        assertThat(Notes.in(store)).containsExactly("退款申请：订单 20240117，請盡快處理");
    }

    /** A commit is closed early when its units take long, so on a busy machine some rounds part the neighbours. */
    @Test
    void aFailingUnitIsUndoneAloneAmongItsNeighboursInTheSameCommit() {
        AtomicInteger round = new AtomicInteger();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            aUnitFailsAmongNeighbours("of round " + round.incrementAndGet());
            return registry.get("postern.store.commit.units").summary().max() >= 4;
        });
    }

    private void aUnitFailsAmongNeighbours(String round) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CompletableFuture<?> first = store.write(connection -> Notes.await(gate));
        CompletableFuture<?> before = store.write(connection -> Notes.insert(connection, "before " + round));
        CompletableFuture<?> failing = store.write(connection -> {
            Notes.insert(connection, "half " + round);
            return Notes.insert(connection, "before " + round);
        });
        CompletableFuture<?> throwing = store.write(connection -> {
            Notes.insert(connection, "other half " + round);
            throw new IllegalArgumentException("no");
        });
        CompletableFuture<?> after = store.write(connection -> Notes.insert(connection, "after " + round));
        gate.countDown();
        CompletableFuture.allOf(first, before, after).get(60, TimeUnit.SECONDS);
        assertThatThrownBy(failing::join).hasCauseInstanceOf(StoreException.class).hasRootCauseInstanceOf(SQLException.class);
        assertThatThrownBy(throwing::join).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(Notes.in(store)).filteredOn(text -> text.endsWith(round)).containsExactlyInAnyOrder("before " + round, "after " + round);
    }

    @Test
    void aUnitThatFailsAtTheHeadOfACommitIsUndoneAlone() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CompletableFuture<?> head = store.write(connection -> {
            Notes.insert(connection, "head");
            Notes.await(gate);
            throw new IllegalStateException("no");
        });
        CompletableFuture<?> behind = store.write(connection -> Notes.insert(connection, "behind"));
        gate.countDown();
        assertThatThrownBy(() -> head.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(IllegalStateException.class);
        behind.get(60, TimeUnit.SECONDS);
        assertThat(Notes.in(store)).containsExactly("behind");
    }

    @Test
    void aColumnThatATableGotLaterIsFoundByItsName() {
        String sql = "select * from later";
        store.migrate(new Schema("later", List.of("create table later (a integer); insert into later values (1);")));
        assertThat(column(sql, "a")).isEqualTo(1);
        store.migrate(new Schema("later", List.of("select 1", "alter table later add column b integer not null default 2;")));
        assertThat(column(sql, "b")).isEqualTo(2);
    }

    private int column(String sql, String name) {
        return store.writeAndWait(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql); ResultSet row = select.executeQuery()) {
                return row.next() ? row.getInt(name) : 0;
            }
        });
    }

    @Test
    void anExceptionOfTheUnitComesOutOfWriteAndWaitAsItIs() {
        assertThatThrownBy(() -> store.writeAndWait(connection -> {
            throw new IllegalArgumentException("no");
        })).isExactlyInstanceOf(IllegalArgumentException.class);
        Notes.add(store, "once");
        assertThatThrownBy(() -> Notes.add(store, "once")).isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.isFull()).isFalse());
        Notes.add(store, "the same statement again");
        assertThat(Notes.in(store)).containsExactly("once", "the same statement again");
    }

    @Test
    void aReadingSeesNeitherTheUnfinishedUnitNorWaitsForIt() throws Exception {
        Notes.add(store, "there");
        CountDownLatch inserted = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        CompletableFuture<?> slow = store.write(connection -> {
            Notes.insert(connection, "not yet");
            inserted.countDown();
            return Notes.await(gate);
        });
        assertThat(inserted.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Notes.in(store)).containsExactly("there");
        gate.countDown();
        slow.get(60, TimeUnit.SECONDS);
        assertThat(Notes.in(store)).containsExactlyInAnyOrder("there", "not yet");
    }

    @Test
    void allQueriesOfOneReadingSeeTheSameMomentAlsoAnInnerOne() {
        store.read(connection -> {
            assertThat(Notes.texts(connection)).isEmpty();
            Notes.add(store, "between");
            assertThat(Notes.texts(connection)).isEmpty();
            assertThat(Notes.in(store)).isEmpty();
            return null;
        });
        assertThat(Notes.in(store)).containsExactly("between");
    }

    @Test
    void aReadingCannotWrite() {
        assertThatThrownBy(() -> store.read(connection -> Notes.insert(connection, "smuggled"))).isInstanceOf(StoreException.class);
        assertThat(Notes.in(store)).isEmpty();
    }

    @Test
    void aUnitCannotEndTheTransactionOfItsNeighbours() {
        assertThatThrownBy(() -> store.writeAndWait(connection -> {
            connection.commit();
            return null;
        })).isInstanceOf(StoreException.class).hasMessageContaining("does not call commit");
    }

    @Test
    void aUnitThatWaitsForAnotherIsToldInsteadOfHangingForEver() {
        assertThatThrownBy(() -> store.writeAndWait(connection -> store.writeAndWait(inner -> 1)))
            .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsChainedToAWriteDoesNotHoldUpTheWriter() throws Exception {
        CountDownLatch chained = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        CompletableFuture<?> slow = store.write(connection -> Notes.await(chained)).thenApply(one -> {
            try {
                return Notes.await(gate);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        chained.countDown();
        Notes.add(store, "written meanwhile");
        assertThat(slow).isNotDone();
        gate.countDown();
        slow.get(60, TimeUnit.SECONDS);
    }

    @Test
    void statementsLeftOpenDoNotDisturbTheNextUnit() {
        for (int round = 0; round < 3; round++) {
            int number = round;
            store.writeAndWait(connection -> {
                PreparedStatement select = connection.prepareStatement("select text from note");
                select.executeQuery();
                return Notes.insert(connection, "note " + number);
            });
        }
        assertThat(Notes.in(store)).hasSize(3);
    }

    @Test
    void theSameQueryWithinItsOwnRowsIsAStatementOfItsOwn() {
        Notes.add(store, "a");
        Notes.add(store, "b");
        int pairs = store.read(connection -> {
            int count = 0;
            try (PreparedStatement outer = connection.prepareStatement("select id from note"); ResultSet rows = outer.executeQuery()) {
                while (rows.next()) {
                    count += Notes.texts(connection).size() + Notes.count(connection, "select id from note");
                }
            }
            return count;
        });
        assertThat(pairs).isEqualTo(8);
    }
}
