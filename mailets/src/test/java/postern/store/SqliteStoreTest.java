package postern.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guarantees 2 and 3 of the store, its versions and its manners. */
class SqliteStoreTest {
    private static final Schema NOTES = new Schema("notes", List.of("create table note (id integer primary key, text text unique)"));

    @TempDir
    Path directory;
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private Store store;

    @BeforeEach
    void open() {
        store = SqliteStore.open(directory.resolve("home").resolve("postern.db"), registry);
        store.migrate(NOTES);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatWasWrittenIsReadAfterOpeningAgain() {
        add("退款申请：订单 20240117，請盡快處理");
        store.close();
        store = SqliteStore.open(store.file(), registry);
        assertThat(notes()).containsExactly("退款申请：订单 20240117，請盡快處理");
    }

    @Test
    void aFailingUnitIsUndoneAloneAmongItsNeighboursInTheSameCommit() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CompletableFuture<?> first = store.write(connection -> await(gate));
        CompletableFuture<?> before = store.write(connection -> insert(connection, "before"));
        CompletableFuture<?> failing = store.write(connection -> {
            insert(connection, "half");
            return insert(connection, "before");
        });
        CompletableFuture<?> throwing = store.write(connection -> {
            insert(connection, "other half");
            throw new IllegalArgumentException("no");
        });
        CompletableFuture<?> after = store.write(connection -> insert(connection, "after"));
        gate.countDown();
        CompletableFuture.allOf(first, before, after).get(30, TimeUnit.SECONDS);
        assertThatThrownBy(failing::join).hasCauseInstanceOf(StoreException.class).hasRootCauseInstanceOf(SQLException.class);
        assertThatThrownBy(throwing::join).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(notes()).containsExactlyInAnyOrder("before", "after");
        assertThat(registry.get("postern.store.commit.units").summary().max()).isGreaterThanOrEqualTo(5);
    }

    @Test
    void anExceptionOfTheUnitComesOutOfWriteAndWaitAsItIs() {
        assertThatThrownBy(() -> store.writeAndWait(connection -> {
            throw new IllegalArgumentException("no");
        })).isExactlyInstanceOf(IllegalArgumentException.class);
        add("once");
        assertThatThrownBy(() -> add("once")).isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.isFull()).isFalse());
        add("the same statement again");
        assertThat(notes()).containsExactly("once", "the same statement again");
    }

    @Test
    void aReadingSeesNeitherTheUnfinishedUnitNorWaitsForIt() throws Exception {
        add("there");
        CountDownLatch inserted = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        CompletableFuture<?> slow = store.write(connection -> {
            insert(connection, "not yet");
            inserted.countDown();
            return await(gate);
        });
        assertThat(inserted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(notes()).containsExactly("there");
        gate.countDown();
        slow.get(30, TimeUnit.SECONDS);
        assertThat(notes()).containsExactlyInAnyOrder("there", "not yet");
    }

    @Test
    void allQueriesOfOneReadingSeeTheSameMomentAlsoAnInnerOne() {
        store.read(connection -> {
            assertThat(texts(connection)).isEmpty();
            add("between");
            assertThat(texts(connection)).isEmpty();
            assertThat(notes()).isEmpty();
            return null;
        });
        assertThat(notes()).containsExactly("between");
    }

    @Test
    void aReadingCannotWrite() {
        assertThatThrownBy(() -> store.read(connection -> insert(connection, "smuggled"))).isInstanceOf(StoreException.class);
        assertThat(notes()).isEmpty();
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
        CountDownLatch gate = new CountDownLatch(1);
        CompletableFuture<?> slow = store.write(connection -> 1).thenApply(one -> {
            try {
                return await(gate);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        add("written meanwhile");
        assertThat(slow).isNotDone();
        gate.countDown();
        slow.get(30, TimeUnit.SECONDS);
    }

    @Test
    void statementsLeftOpenDoNotDisturbTheNextUnit() {
        for (int round = 0; round < 3; round++) {
            int number = round;
            store.writeAndWait(connection -> {
                PreparedStatement select = connection.prepareStatement("select text from note");
                select.executeQuery();
                return insert(connection, "note " + number);
            });
        }
        assertThat(notes()).hasSize(3);
    }

    @Test
    void theSameQueryWithinItsOwnRowsIsAStatementOfItsOwn() {
        add("a");
        add("b");
        int pairs = store.read(connection -> {
            int count = 0;
            try (PreparedStatement outer = connection.prepareStatement("select id from note"); ResultSet rows = outer.executeQuery()) {
                while (rows.next()) {
                    count += texts(connection).size() + count(connection, "select id from note");
                }
            }
            return count;
        });
        assertThat(pairs).isEqualTo(8);
    }

    @Test
    void newStepsAreDoneOnceAndAnOlderProgramIsRefused() {
        Schema next = new Schema("notes", List.of(NOTES.steps().get(0),
            "alter table note add column team text; create index note_team on note(team);"));
        store.migrate(next);
        store.migrate(next);
        add("kept");
        assertThatThrownBy(() -> store.migrate(NOTES)).isInstanceOf(StoreException.class).hasMessageContaining("notes")
            .hasMessageContaining("version 2").hasMessageContaining("knows 1");
    }

    @Test
    void aStepThatFailsLeavesTheOldVersionWhole() {
        Schema broken = new Schema("notes", List.of(NOTES.steps().get(0), "create table half (id integer); create table note (id)"));
        assertThatThrownBy(() -> store.migrate(broken)).isInstanceOf(StoreException.class);
        assertThat(store.<Integer>read(connection -> count(connection, "select 1 from sqlite_schema where name = 'half'"))).isZero();
        store.migrate(NOTES);
    }

    @Test
    void anotherProcessMayWriteBesideIt() {
        try (Store commandLine = SqliteStore.open(store.file(), new SimpleMeterRegistry())) {
            for (int round = 0; round < 20; round++) {
                String text = "server " + round;
                CompletableFuture<?> ours = store.write(connection -> insert(connection, text));
                commandLine.writeAndWait(connection -> {
                    assertThat(texts(connection)).isNotNull();
                    return insert(connection, "user " + text);
                });
                ours.join();
            }
        }
        assertThat(notes()).hasSize(40);
    }

    @Test
    void theLogDoesNotGrowWithoutBoundUnderSteadyReading() throws Exception {
        store.migrate(new Schema("bulk", List.of("create table bulk (id integer primary key, octets blob)")));
        byte[] octets = new byte[1 << 20];
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Thread reader = Thread.ofPlatform().start(() -> store.read(connection -> {
            texts(connection);
            reading.countDown();
            return await(gate);
        }));
        reading.await();
        Path log = store.file().resolveSibling("postern.db-wal");
        for (int round = 0; round < 80; round++) {
            store.writeAndWait(connection -> {
                try (PreparedStatement insert = connection.prepareStatement("insert or replace into bulk(id, octets) values (1, ?)")) {
                    insert.setBytes(1, octets);
                    return insert.executeUpdate();
                }
            });
        }
        assertThat(Files.size(log)).isGreaterThan(60L << 20);
        gate.countDown();
        reader.join();
        for (int round = 0; round < 40; round++) {
            add("after " + round);
        }
        assertThat(Files.size(log)).isLessThan(64L << 20);
    }

    @Test
    void theSpaceOfTheLogIsGivenBackWhenNothingIsToDo() {
        store.migrate(new Schema("bulk", List.of("create table bulk (id integer primary key, octets blob)")));
        store.writeAndWait(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("insert into bulk(octets) values (zeroblob(5000000))")) {
                return insert.executeUpdate();
            }
        });
        Path log = store.file().resolveSibling("postern.db-wal");
        assertThat(log).satisfies(path -> assertThat(Files.size(path)).isGreaterThan(4_000_000));
        Awaitility.await().until(() -> Files.size(log) == 0);
    }

    @Test
    void onlyTheOwnerReadsTheFile() throws Exception {
        add("secret");
        for (String name : List.of("postern.db", "postern.db-wal")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store.file().resolveSibling(name))))
                .isEqualTo("rw-------");
        }
    }

    private void add(String text) {
        store.writeAndWait(connection -> insert(connection, text));
    }

    private List<String> notes() {
        return store.read(SqliteStoreTest::texts);
    }

    private static Object await(CountDownLatch gate) throws SQLException {
        try {
            assertThat(gate.await(30, TimeUnit.SECONDS)).isTrue();
            return gate;
        } catch (InterruptedException e) {
            throw new SQLException(e);
        }
    }

    private static int insert(Connection connection, String text) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into note(text) values (?)")) {
            insert.setString(1, text);
            return insert.executeUpdate();
        }
    }

    private static List<String> texts(Connection connection) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("select text from note order by id");
             ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private static int count(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql); ResultSet rows = select.executeQuery()) {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            return count;
        }
    }
}
