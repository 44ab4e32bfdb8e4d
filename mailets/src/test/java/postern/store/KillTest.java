package postern.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** Guarantee 1 of the store: what was acknowledged is there after kill -9 at any moment. */
class KillTest {
    private static final Schema NUMBERS = new Schema("numbers",
        List.of("create table number (value text primary key, body blob not null);" + Store.Bodies.countedBy("number", "body")));

    @TempDir
    Path directory;

    /** The process that gets killed: writes from twenty threads and prints each number after its commit. */
    static final class Writer {
        public static void main(String[] arguments) {
            Store store = SqliteStore.open(Path.of(arguments[0]), new SimpleMeterRegistry());
            store.migrate(NUMBERS);
            for (int thread = 0; thread < 20; thread++) {
                String name = Integer.toString(thread);
                Thread.ofPlatform().start(() -> writeForEver(store, name));
            }
        }

        private static void writeForEver(Store store, String name) {
            for (int number = 0; ; number++) {
                String value = name + "." + number;
                store.writeAndWait(connection -> {
                    byte[] body = store.bodies().put(connection, bodyOf(value));
                    try (PreparedStatement insert = connection.prepareStatement("insert into number(value, body) values (?, ?)")) {
                        insert.setString(1, value);
                        insert.setBytes(2, body);
                        return insert.executeUpdate();
                    }
                });
                System.out.println(value);
            }
        }
    }

    @RepeatedTest(3)
    @DisplayName("each acknowledged unit is there, whole, after the process was killed under load")
    void killed() throws Exception {
        Path file = directory.resolve("postern.db");
        Process writer = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto",
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
            Writer.class.getName(), file.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        Set<String> acknowledged = readAndKill(writer, 2_000);
        assertThat(acknowledged.size()).isGreaterThan(1_000);
        try (Store store = SqliteStore.open(file, new SimpleMeterRegistry())) {
            Set<String> kept = store.read(connection -> {
                Set<String> values = new HashSet<>();
                try (PreparedStatement select = connection.prepareStatement("select value, body from number");
                     ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        assertThat(store.bodies().get(connection, rows.getBytes(2))).isEqualTo(bodyOf(rows.getString(1)));
                        values.add(rows.getString(1));
                    }
                }
                try (PreparedStatement check = connection.prepareStatement("pragma integrity_check");
                     ResultSet rows = check.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getString(1)).isEqualTo("ok");
                }
                return values;
            });
            assertThat(kept).containsAll(acknowledged);
        }
    }

    private static Set<String> readAndKill(Process writer, int killAfter) throws IOException, InterruptedException {
        Set<String> acknowledged = new HashSet<>();
        try (BufferedReader lines = writer.inputReader(StandardCharsets.US_ASCII)) {
            boolean killed = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                acknowledged.add(line);
                if (!killed && acknowledged.size() >= killAfter) {
                    killed = true;
                    writer.destroyForcibly();
                }
            }
        } catch (IOException e) {
            // The pipe broke with the process; what was read before counts.
            assertThat(writer.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            writer.destroyForcibly();
        }
        assertThat(writer.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return acknowledged;
    }

    private static byte[] bodyOf(String value) {
        return ("Subject: " + value + "\r\n\r\n" + "投诉".repeat(500)).getBytes(StandardCharsets.UTF_8);
    }
}
