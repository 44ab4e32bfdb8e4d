package postern.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.store.Schema;
import postern.store.SqliteStore;
import postern.store.Store;
import postern.store.StoreException;

@DisplayName("A backup")
class BackupTest {
    private static final Instant NOW = Instant.parse("2026-11-22T04:00:00Z");
    private static final Schema THINGS = new Schema("things",
        List.of("create table thing (id integer primary key, body blob not null);" + Store.Bodies.countedBy("thing", "body")));

    @TempDir
    private Path place;
    private Path home;
    private Path directory;

    @BeforeEach
    void fillHome() throws IOException {
        home = place.resolve("home");
        directory = place.resolve("back up #1 50%");
        Files.createDirectories(home.resolve("models"));
        Files.createDirectories(home.resolve("archive"));
        Files.writeString(home.resolve("seal.key"), "00ff\n");
        Files.writeString(home.resolve("models/000001.model"), "a model");
        Files.writeString(home.resolve("models/live"), "1\n");
        Files.writeString(home.resolve("archive/2026-11-21"), "yesterday's mails");
        Files.writeString(home.resolve("archive/2026-11-22"), "today's");
        Files.writeString(home.resolve("models/new123.tmp"), "half a model");
        write("kept ", 40);
    }

    private void write(String words, int times) {
        try (Store store = SqliteStore.open(home.resolve("postern.db"), new SimpleMeterRegistry())) {
            store.migrate(THINGS);
            for (int i = 0; i < times; i++) {
                byte[] body = (words + i).repeat(200).getBytes(StandardCharsets.US_ASCII);
                store.writeAndWait(connection -> {
                    try (PreparedStatement insert = connection.prepareStatement("insert into thing (body) values (?)")) {
                        insert.setBytes(1, store.bodies().put(connection, body));
                        return insert.executeUpdate();
                    }
                });
            }
        }
    }

    private Backup.Made made(Instant when) throws Exception {
        return new Backup(home, directory, false, octets -> { }).make(when);
    }

    private List<String> findings() throws IOException {
        return Inspection.of(directory, octets -> { }).findings().stream().map(Inspection.Finding::path).distinct().toList();
    }

    private Path restored(String name) throws Exception {
        Path fresh = place.resolve(name);
        Restoration.restore(directory, Inspection.of(directory, octets -> { }).manifest().orElseThrow(), fresh, octets -> { });
        return fresh;
    }

    @Test
    @DisplayName("brings back store, keys, models and archive, and nothing that was half written")
    void bringsBack() throws Exception {
        made(NOW);
        Path fresh = restored("fresh");
        for (String path : List.of("seal.key", "models/000001.model", "models/live", "archive/2026-11-21", "archive/2026-11-22")) {
            assertThat(fresh.resolve(path)).hasSameBinaryContentAs(home.resolve(path));
        }
        assertThat(fresh.resolve("models/new123.tmp")).doesNotExist();
        assertThat(things(fresh)).isEqualTo(things(home)).hasSize(40);
    }

    private static List<String> things(Path home) {
        try (Store store = SqliteStore.open(home.resolve("postern.db"), new SimpleMeterRegistry())) {
            return store.read(connection -> {
                List<String> all = new java.util.ArrayList<>();
                try (PreparedStatement select = connection.prepareStatement("select body from thing order by id"); var rows = select.executeQuery()) {
                    while (rows.next()) {
                        all.add(new String(store.bodies().get(connection, rows.getBytes(1)), StandardCharsets.US_ASCII));
                    }
                }
                return all;
            });
        }
    }

    @Test
    @DisplayName("in which an octet was flipped names the file, whichever it is")
    void namesWhatWasAltered() throws Exception {
        Backup.Made made = made(NOW);
        Random random = new Random(20261122);
        for (Manifest.Entry entry : made.manifest().files()) {
            Path file = directory.resolve(made.manifest().generation()).resolve(entry.path());
            for (int i = 0; i < 5; i++) {
                int at = random.nextInt((int) entry.size());
                flip(file, at);
                assertThat(findings()).as("octet %d of %s", at, entry.path()).containsExactly(entry.path());
                flip(file, at);
            }
            assertThat(findings()).isEmpty();
        }
        Path manifest = directory.resolve(Manifest.NAME);
        String text = Files.readString(manifest);
        for (String value : List.of(made.manifest().files().getLast().sha256(), "archive/2026-11-21", "2026-11-22T04:00", "\"size\"", "{")) {
            flip(manifest, text.indexOf(value));
            assertThat(findings()).as(value).containsExactly(Manifest.NAME);
            flip(manifest, text.indexOf(value));
        }
        assertThat(findings()).isEmpty();
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] octets = Files.readAllBytes(file);
        octets[at] ^= 1;
        Files.write(file, octets);
    }

    @Test
    @DisplayName("that lacks a file, or has a shorter one, names it")
    void namesWhatIsMissing() throws Exception {
        Path files = directory.resolve(made(NOW).manifest().generation());
        Files.delete(files.resolve("seal.key"));
        Files.writeString(files.resolve("models/live"), "");
        assertThat(findings()).containsExactlyInAnyOrder("seal.key", "models/live");
    }

    @Test
    @DisplayName("that is killed at any moment leaves the one before, whole, or nothing that can be restored")
    void killed() throws Exception {
        write("more ", 400);
        Random random = new Random(4);
        int whole = 0;
        for (int round = 0; round < 6; round++) {
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), Endless.class.getName(), home.toString(),
                directory.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            // Twice in the first backup, then in one that follows another; how far it gets is left to chance.
            for (int begun = 0; begun < (round < 2 ? 1 : 2); begun++) {
                assertThat(process.getInputStream().read()).isEqualTo('>');
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(round < 2 ? 10 : 100)));
            process.destroyForcibly().waitFor();
            if (Files.exists(directory.resolve(Manifest.NAME))) {
                assertThat(findings()).isEmpty();
                assertThat(things(restored("fresh" + round))).hasSize(440);
                whole++;
            } else {
                assertThat(Inspection.of(directory, octets -> { }).manifest()).isEmpty();
            }
        }
        assertThat(whole).as("rounds that found a whole backup").isPositive();
        made(NOW.plusSeconds(999_999));
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.filter(Files::isDirectory)).as("directories when one is complete").hasSize(1);
        }
    }

    /** Makes one backup after another until it is killed. */
    static final class Endless {
        public static void main(String[] arguments) throws Exception {
            while (true) {
                System.out.write('>');
                System.out.flush();
                new Backup(Path.of(arguments[0]), Path.of(arguments[1]), false, octets -> { }).make(Instant.now());
            }
        }
    }

    @Test
    @DisplayName("does not write again what lies there from the one before, but what was altered there")
    void spares() throws Exception {
        made(NOW);
        Files.writeString(home.resolve("archive/2026-11-22"), "today's mails and more");
        Backup.Made second = made(NOW.plusSeconds(60));
        assertThat(second.linked()).isEqualTo("00ff\na model1\nyesterday's mails".length());
        assertThat(findings()).isEmpty();
        flip(directory.resolve(second.manifest().generation()).resolve("archive/2026-11-21"), 3);
        made(NOW.plusSeconds(120));
        assertThat(findings()).isEmpty();
        assertThat(restored("fresh").resolve("archive/2026-11-21")).hasContent("yesterday's mails");
    }

    @Test
    @DisplayName("of a store that is damaged is not made, takes no room, and leaves the one before")
    void refusesDamage() throws Exception {
        made(NOW);
        byte[] octets = Files.readAllBytes(home.resolve("postern.db"));
        java.util.Arrays.fill(octets, 4096 * 3, octets.length, (byte) 7);
        Files.write(home.resolve("postern.db"), octets);
        assertThatThrownBy(() -> made(NOW.plusSeconds(60))).isInstanceOfAny(Damaged.class, StoreException.class);
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.filter(Files::isDirectory)).hasSize(1);
        }
        assertThat(things(restored("fresh"))).hasSize(40);
    }

    @Test
    @DisplayName("holds nothing of mails that were deleted before")
    void holdsNothingDeleted() throws Exception {
        write("secretword ", 30);
        try (Store store = SqliteStore.open(home.resolve("postern.db"), new SimpleMeterRegistry())) {
            store.writeAndWait(connection -> {
                try (PreparedStatement delete = connection.prepareStatement("delete from thing where id > 40")) {
                    delete.executeUpdate();
                }
                return store.bodies().collect(connection, 1000);
            });
        }
        String copy = Files.readString(directory.resolve(made(NOW).manifest().generation()).resolve("postern.db"), StandardCharsets.ISO_8859_1);
        assertThat(copy.contains("kept 7")).isTrue();
        assertThat(copy.contains("secretword")).isFalse();
    }

    @Test
    @DisplayName("goes into no directory that holds other things, and not into the home itself")
    void refusesForeignPlaces() throws Exception {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("thesis.txt"), "not yours");
        assertThatThrownBy(() -> made(NOW)).isInstanceOf(Refused.class).hasMessageContaining("thesis.txt");
        assertThatThrownBy(() -> new Backup(home, home.resolve("backup"), false, octets -> { }).make(NOW)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> new Backup(place.resolve("nowhere"), directory, false, octets -> { }).make(NOW)).isInstanceOf(Refused.class);
        assertThat(directory).isDirectoryContaining("glob:**/thesis.txt").isDirectoryNotContaining("glob:**/2026*");
    }

    @Test
    @DisplayName("is restored into an empty home only, or over one that was restored by half")
    void restoresIntoAnEmptyHome() throws Exception {
        Manifest manifest = made(NOW).manifest();
        assertThatThrownBy(() -> Restoration.restore(directory, manifest, home, octets -> { })).isInstanceOf(Refused.class);
        Path half = place.resolve("half");
        Path store = directory.resolve(manifest.generation()).resolve("postern.db");
        flip(store, 5000);
        assertThatThrownBy(() -> Restoration.restore(directory, manifest, half, octets -> { })).isInstanceOf(Damaged.class);
        assertThat(Restoration.isUnfinished(half)).isTrue();
        flip(store, 5000);
        Restoration.restore(directory, manifest, half, octets -> { });
        assertThat(Restoration.isUnfinished(half)).isFalse();
        assertThat(things(half)).hasSize(40);
    }

    @Test
    @DisplayName("is restored over another that was cut off as if nothing had been there")
    void leavesNothingOfAnother() throws Exception {
        Manifest manifest = made(NOW).manifest();
        Path half = restored("half");
        Files.writeString(half.resolve("archive/2026-11-20"), "a day of another gateway");
        Path log = half.resolve("postern.db-wal");
        try (Store store = SqliteStore.open(half.resolve("postern.db"), new SimpleMeterRegistry())) {
            store.writeAndWait(connection -> {
                try (PreparedStatement delete = connection.prepareStatement("delete from thing where id > 3")) {
                    return delete.executeUpdate();
                }
            });
            Files.copy(log, place.resolve("log"));
        }
        // As the kill left it: the pages of the store that lay here are still in its log.
        Files.copy(place.resolve("log"), log);
        Files.writeString(half.resolve(Restoration.UNFINISHED), "not yet");
        Restoration.restore(directory, manifest, half, octets -> { });
        assertThat(things(half)).isEqualTo(things(home)).hasSize(40);
        assertThat(half.resolve("archive/2026-11-20")).doesNotExist();
    }

    @Test
    @DisplayName("whose manifest leads outside is not followed")
    void followsNoManifestOutside() throws Exception {
        Manifest manifest = made(NOW).manifest();
        for (String path : List.of("../../etc/cron.d/x", "/etc/passwd", "models/../../x", "")) {
            new Manifest(manifest.made(), manifest.generation(), List.of(new Manifest.Entry(path, 1, "00"))).write(directory);
            assertThat(findings()).as(path).containsExactly(Manifest.NAME);
        }
    }
}
