package postern.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreePagesTest {
    private static final String SECRET = "crackedspout7731";

    @TempDir
    Path directory;
    private Store store;

    @BeforeEach
    void open() {
        store = SqliteStore.open(directory.resolve("postern.db"), new SimpleMeterRegistry());
        store.migrate(Notes.SCHEMA);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Texts that end in some page behind that of their row. */
    private void fillAndDelete() {
        Random random = new Random(1);
        for (int i = 0; i < 400; i++) {
            Notes.add(store, i + "x".repeat(5000 + random.nextInt(20_000)) + (SECRET + i).repeat(100));
        }
        store.writeAndWait(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from note")) {
                return delete.executeUpdate();
            }
        });
    }

    private boolean isAnywhere() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(SECRET)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void noOctetOfDeletedRowsIsLeftInFreePages() throws IOException {
        fillAndDelete();
        assertThat(store.emptyLog()).isTrue();
        assertThat(isAnywhere()).as("a deletion alone leaves it").isTrue();
        long size = Files.size(store.file());

        assertThat(store.overwriteFree()).isTrue();
        assertThat(store.emptyLog()).isTrue();
        assertThat(isAnywhere()).isFalse();
        Notes.add(store, "y".repeat(1 << 20));
        assertThat(Files.size(store.file())).as("the pages are free again").isLessThan(size + size / 20);
        assertThat(StoreCopy.examine(store.file())).isEmpty();
    }

    @Test
    void aReaderOfLongKeepsNobodyFromWriting() throws Exception {
        fillAndDelete();
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch read = new CountDownLatch(1);
        Thread reader = Thread.startVirtualThread(() -> store.read(connection -> {
            // A moment is taken with the first query.
            Notes.in(store);
            reading.countDown();
            return Notes.await(read);
        }));
        assertThat(reading.await(30, TimeUnit.SECONDS)).isTrue();
        Notes.add(store, "one");
        assertThat(store.overwriteFree()).as("within what the log may grow").isTrue();
        assertThat(store.emptyLog()).isFalse();
        Notes.add(store, "two");
        assertThat(Notes.in(store)).as("others write").containsExactly("one", "two");
        read.countDown();
        reader.join();
        assertThat(store.emptyLog()).isTrue();
        assertThat(isAnywhere()).isFalse();
    }
}
