package postern.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guarantee 5 of the store, on a file system of 8 MiB in memory. */
class FullDiskTest {
    @TempDir
    Path mountPoint;
    private boolean mounted;
    private Store store;

    @BeforeEach
    void mount() throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", mountPoint.toString());
        assumeTrue(mounted, "needs the right to mount a tmpfs");
        store = SqliteStore.open(mountPoint.resolve("postern.db"), new SimpleMeterRegistry());
        store.migrate(new Schema("notes", List.of("create table note (id integer primary key, octets blob)")));
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            store.close();
            run("umount", mountPoint.toString());
        }
    }

    @Test
    void aFullDiskFailsWritesWithItsNameAndIsOverWhenThereIsSpace() throws IOException {
        Path ballast = mountPoint.resolve("ballast");
        Files.write(ballast, new byte[3 << 20]);
        int written = 0;
        Throwable failure = null;
        while (failure == null) {
            failure = catchThrowable(() -> write(new byte[64 << 10]));
            written += failure == null ? 1 : 0;
        }
        assertThat(failure).isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.isFull()).isTrue());
        assertThat(notes()).isEqualTo(written);
        assertThat(catchThrowable(() -> write(new byte[64 << 10]))).isInstanceOf(StoreException.class);

        Files.delete(ballast);
        write(new byte[64 << 10]);
        assertThat(notes()).isEqualTo(written + 1);
    }

    @Test
    void allUnitsOfACommitThatFoundNoSpaceFail() throws IOException {
        Files.write(mountPoint.resolve("ballast"), new byte[4 << 20]);
        List<CompletableFuture<Integer>> units = IntStream.range(0, 200)
            .mapToObj(number -> store.write(connection -> {
                try (PreparedStatement insert = connection.prepareStatement("insert into note(octets) values (?)")) {
                    insert.setBytes(1, new byte[64 << 10]);
                    return insert.executeUpdate();
                }
            })).toList();
        long done = units.stream().filter(unit -> catchThrowable(() -> unit.get(60, TimeUnit.SECONDS)) == null).count();
        assertThat(done).isLessThan(200);
        assertThat(notes()).isEqualTo((int) done);
    }

    private void write(byte[] octets) {
        store.writeAndWait(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("insert into note(octets) values (?)")) {
                insert.setBytes(1, octets);
                return insert.executeUpdate();
            }
        });
    }

    private int notes() {
        return store.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select count(*) from note");
                 ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        });
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
