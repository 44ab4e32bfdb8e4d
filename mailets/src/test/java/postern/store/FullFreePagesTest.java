package postern.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("On a disk that is full while free pages are overwritten")
class FullFreePagesTest {
    private static final String SECRET = "crackedspout7731";
    private static final int MEBI = 1 << 20;

    @TempDir
    private Path temporary;
    private Path disk;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = Files.createDirectory(temporary.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=40m,mode=700", "tmpfs", disk.toString()),
            "skipped: a small disk cannot be mounted here, that takes root and CAP_SYS_ADMIN");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        run("umount", "-l", disk.toString());
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Path leave(Store store, long octets) throws IOException {
        Path ballast = disk.resolve("ballast");
        try (OutputStream out = Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (store.freeDisk() > octets) {
                out.write(new byte[4096]);
            }
        }
        return ballast;
    }

    private boolean isAnywhere() throws IOException {
        try (Stream<Path> files = Files.list(disk)) {
            for (Path file : files.filter(one -> one.getFileName().toString().startsWith("postern")).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(SECRET)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void fillAndDelete(Store store) {
        Notes.add(store, "stays");
        for (int i = 0; i < 200; i++) {
            Notes.add(store, i + SECRET + "x".repeat(30_000) + SECRET);
        }
        store.writeAndWait(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from note where text <> 'stays'")) {
                return delete.executeUpdate();
            }
        });
        assertThat(store.emptyLog()).isTrue();
    }

    private static int free(Store store) {
        return store.read(connection -> {
            try (PreparedStatement count = connection.prepareStatement("pragma freelist_count"); ResultSet row = count.executeQuery()) {
                return row.getInt(1);
            }
        });
    }

    @Test
    void nothingIsLostAndItIsDoneInTheRoomThereIs() throws IOException {
        try (Store store = SqliteStore.open(disk.resolve("postern.db"), new SimpleMeterRegistry())) {
            store.migrate(Notes.SCHEMA);
            fillAndDelete(store);
            Path ballast = leave(store, 0);
            assertThatThrownBy(store::overwriteFree).isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.isFull()).isTrue());
            assertThat(Notes.in(store)).containsExactly("stays");
            assertThat(isAnywhere()).isTrue();

            Files.delete(ballast);
            leave(store, MEBI);
            assertThat(store.overwriteFree()).as("a log of all free pages has no room").isTrue();
            assertThat(store.emptyLog()).isTrue();
            assertThat(isAnywhere()).isFalse();
            assertThat(Notes.in(store)).containsExactly("stays");
            assertThat(StoreCopy.examine(store.file())).isEmpty();
        }
    }

    @Test
    void whoWritesWhileAReaderHoldsTheLogFindsThePagesFree() throws Exception {
        try (Store store = SqliteStore.open(disk.resolve("postern.db"), new SimpleMeterRegistry())) {
            store.migrate(Notes.SCHEMA);
            fillAndDelete(store);
            int before = free(store);
            leave(store, 2 * MEBI);
            CountDownLatch reading = new CountDownLatch(1);
            CountDownLatch read = new CountDownLatch(1);
            Thread reader = Thread.startVirtualThread(() -> store.read(connection -> {
                // A moment is taken with the first query.
                Notes.in(store);
                reading.countDown();
                return Notes.await(read);
            }));
            assertThat(reading.await(60, TimeUnit.SECONDS)).isTrue();
            try {
                assertThat(store.overwriteFree()).isFalse();
                assertThat(free(store)).as("given back, but for a table's own pages").isGreaterThanOrEqualTo(before - 4);
                Notes.add(store, "y".repeat(MEBI / 8));
            } finally {
                read.countDown();
                reader.join();
            }
            assertThat(store.overwriteFree()).isTrue();
            assertThat(store.emptyLog()).isTrue();
            assertThat(isAnywhere()).isFalse();
            assertThat(Notes.in(store)).hasSize(2);
        }
    }
}
