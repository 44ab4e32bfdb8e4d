package postern.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of the store: its versions, its log, and who may read it. */
class SqliteFileTest {
    @TempDir
    Path directory;
    private Store store;

    @BeforeEach
    void open() {
        store = SqliteStore.open(directory.resolve("home").resolve("postern.db"), new SimpleMeterRegistry());
        store.migrate(Notes.SCHEMA);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void newStepsAreDoneOnceAndAnOlderProgramIsRefused() {
        Schema next = new Schema("notes", List.of(Notes.SCHEMA.steps().get(0),
            "alter table note add column team text; create index note_team on note(team);"));
        store.migrate(next);
        store.migrate(next);
        Notes.add(store, "kept");
        assertThatThrownBy(() -> store.migrate(Notes.SCHEMA)).isInstanceOf(StoreException.class).hasMessageContaining("notes")
            .hasMessageContaining("version 2").hasMessageContaining("knows 1");
    }

    @Test
    void aStepThatFailsLeavesTheOldVersionWhole() {
        Schema broken = new Schema("notes", List.of(Notes.SCHEMA.steps().get(0), "create table half (id integer); create table note (id)"));
        assertThatThrownBy(() -> store.migrate(broken)).isInstanceOf(StoreException.class);
        assertThat(store.<Integer>read(connection -> Notes.count(connection, "select 1 from sqlite_schema where name = 'half'"))).isZero();
        store.migrate(Notes.SCHEMA);
    }

    @Test
    void anotherProcessMayWriteBesideIt() {
        try (Store commandLine = SqliteStore.open(store.file(), new SimpleMeterRegistry())) {
            for (int round = 0; round < 20; round++) {
                String text = "server " + round;
                CompletableFuture<?> ours = store.write(connection -> Notes.insert(connection, text));
                commandLine.writeAndWait(connection -> {
                    assertThat(Notes.texts(connection)).isNotNull();
                    return Notes.insert(connection, "user " + text);
                });
                ours.join();
            }
        }
        assertThat(Notes.in(store)).hasSize(40);
    }

    @Test
    void theLogDoesNotGrowWithoutBoundUnderSteadyReading() throws Exception {
        store.migrate(new Schema("bulk", List.of("create table bulk (id integer primary key, octets blob)")));
        byte[] octets = new byte[1 << 20];
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Thread reader = Thread.ofPlatform().start(() -> store.read(connection -> {
            Notes.texts(connection);
            reading.countDown();
            return Notes.await(gate);
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
            Notes.add(store, "after " + round);
        }
        assertThat(Files.size(log)).isLessThan(64L << 20);
    }

    @Test
    void theSpaceOfTheLogIsGivenBackWhenNothingIsToDo() {
        store.migrate(new Schema("bulk", List.of("create table bulk (id integer primary key, octets blob)")));
        Path log = store.file().resolveSibling("postern.db-wal");
        // A reading that has begun keeps the log as it is.
        store.read(connection -> {
            Notes.texts(connection);
            store.writeAndWait(writing -> {
                try (PreparedStatement insert = writing.prepareStatement("insert into bulk(octets) values (zeroblob(5000000))")) {
                    return insert.executeUpdate();
                }
            });
            assertThat(log).satisfies(path -> assertThat(Files.size(path)).isGreaterThan(4_000_000));
            return null;
        });
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Files.size(log) == 0);
    }

    @Test
    void onlyTheOwnerReadsTheFile() throws Exception {
        Notes.add(store, "secret");
        for (String name : List.of("postern.db", "postern.db-wal")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store.file().resolveSibling(name))))
                .isEqualTo("rw-------");
        }
    }
}
