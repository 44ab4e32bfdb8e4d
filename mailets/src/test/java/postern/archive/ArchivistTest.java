package postern.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.tickets.Sql;

/** Guarantees 1 and 4 of the package. */
class ArchivistTest {
    @TempDir
    private Path home;

    @Test
    void aMailThatIsHandedOverAgainIsOneRecord() throws IOException {
        try (Filled filled = new Filled(home)) {
            filled.send("a-ack");
            filled.send("a-ack");
            filled.drain();
            filled.send("a-ack");
            filled.drain();
            assertThat(filled.archive.between(Instant.EPOCH, Instant.MAX)).extracting(Archived::name).containsExactly("a-ack");
        }
    }

    @Test
    void aLargeMailComesBackAsItWas() throws IOException {
        byte[] large = new byte[5 << 20];
        new Random(7).nextBytes(large);
        try (Filled filled = new Filled(home)) {
            filled.accept("large", large);
            filled.accept("empty", new byte[0]);
            filled.drain();
            assertThat(filled.archive.mail("large").orElseThrow().raw()).hasBinaryContent(large);
            assertThat(filled.archive.mail("empty").orElseThrow().raw()).isEmpty();
            assertThat(filled.verify().findings()).isEmpty();
        }
    }

    @Test
    void theJournalKeepsWhatIsNotArchivedYet() throws IOException {
        try (Filled filled = new Filled(home)) {
            filled.accept("a");
            assertThat(forget(filled)).isZero();
            filled.drain();
            assertThat(forget(filled)).isEqualTo(1);
            assertThat(filled.archive.mail("a").orElseThrow().raw()).hasBinaryContent(Filled.content("a"));
        }
    }

    private static int forget(Filled filled) {
        return filled.store.writeAndWait(connection -> Sql.update(connection, "delete from journal"));
    }

    @Test
    void halfARecordIsCutOffAndWrittenAgain() throws IOException {
        try (Filled filled = new Filled(home)) {
            filled.accept("a");
            filled.drain();
            Files.write(filled.folder.resolve("2026/11/22.jsonl"), "0123 {".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
            Files.write(filled.folder.resolve("2026/11/22.mails"), new byte[100], StandardOpenOption.APPEND);
            filled.accept("b");
            filled.drain();
            assertThat(filled.verify().findings()).isEmpty();
            assertThat(filled.archive.mail("b").orElseThrow().raw()).hasBinaryContent(Filled.content("b"));
        }
    }

    @Test
    void aStoreFromABackupFindsWhatTheFilesHaveSince(@TempDir Path older) throws IOException {
        try (Filled filled = new Filled(home)) {
            filled.accept("a");
            filled.drain();
        }
        Files.copy(home.resolve("postern.db"), older.resolve("postern.db"));
        try (Filled filled = new Filled(home)) {
            filled.accept("b");
            filled.happen("opened", "b");
            filled.drain();
        }
        Files.copy(older.resolve("postern.db"), home.resolve("postern.db"), StandardCopyOption.REPLACE_EXISTING);
        try (Filled filled = new Filled(home)) {
            filled.drain();
            assertThat(filled.archive.mail("b").orElseThrow().events()).hasSize(1);
            filled.accept("c");
            filled.drain();
            assertThat(filled.verify().findings()).isEmpty();
        }
    }

    @Test
    void oneOfTwoErasuresOfAReceiptThatACrashLeftIsDone(@TempDir Path older) throws IOException {
        try (Filled filled = new Filled(home)) {
            filled.accept("a");
            filled.accept("b");
            filled.drain();
            erase(filled, "a");
        }
        Files.copy(home.resolve("postern.db"), older.resolve("postern.db"));
        try (Filled filled = new Filled(home)) {
            filled.drain();
        }
        Files.copy(older.resolve("postern.db"), home.resolve("postern.db"), StandardCopyOption.REPLACE_EXISTING);
        try (Filled filled = new Filled(home)) {
            erase(filled, "b");
            filled.drain();
            assertThat(filled.archive.mail("a").orElseThrow().erased()).contains("R");
            assertThat(filled.archive.mail("b").orElseThrow().erased()).contains("R");
            Verification.Report report = filled.verify();
            assertThat(report.findings()).isEmpty();
            assertThat(report.erased()).isEqualTo(2);
        }
    }

    private static void erase(Filled filled, String mail) {
        filled.store.writeAndWait(connection -> {
            filled.archive.erase(connection, new Selection(Set.of(mail), Set.of()), "R");
            return null;
        });
    }

    @Test
    void damageHidesNoOtherRecordAndTheArchiveGoesOn() throws IOException {
        try (Filled filled = new Filled(home)) {
            filled.accept("a");
            filled.accept("b");
            filled.drain();
            Path lines = filled.folder.resolve("2026/11/22.jsonl");
            byte[] octets = Files.readAllBytes(lines);
            Files.write(lines, Arrays.copyOf(octets, octets.length - 40));
            filled.accept("c");
            filled.drain();
            assertThat(filled.verify().findings()).extracting(Finding::record).contains(3L).doesNotContain(2L, 4L);
            assertThat(filled.archive.mail("c").orElseThrow().raw()).hasBinaryContent(Filled.content("c"));
            assertThat(filled.archive.mail("a").orElseThrow().raw()).hasBinaryContent(Filled.content("a"));
        }
    }

    @Test
    void aDamagedRecordThatIsToBeErasedStopsNothingAndIsErasedWhenMended() throws IOException {
        try (Filled filled = new Filled(home)) {
            filled.accept("a");
            filled.accept("b");
            filled.drain();
            Path lines = filled.folder.resolve("2026/11/22.jsonl");
            String sound = Files.readString(lines);
            Files.writeString(lines, sound.replace("\"n\":2,", "\"x\":2,"));
            erase(filled, "a");
            filled.accept("c");
            filled.drain();
            filled.drain();
            assertThat(filled.archive.isErased("R")).isTrue();
            assertThat(filled.archive.mail("c").orElseThrow().raw()).hasBinaryContent(Filled.content("c"));
            assertThat(filled.verify().findings()).isNotEmpty();
            Files.writeString(lines, Files.readString(lines).replace("\"x\":2,", "\"n\":2,"));
            filled.drain();
            assertThat(filled.verify().findings()).as("overwritten at the next start").isEmpty();
            Files.delete(filled.folder.resolve("2026/11/22.mails"));
            assertThat(filled.verify().findings()).extracting(Finding::record).as("a missing file hides nothing").contains(2L, 3L);
        }
    }

    @Test
    void aClockThatStepsBackOverMidnightBreaksNoChain() throws IOException {
        try (Filled filled = new Filled(home)) {
            for (String at : List.of("2026-11-22T23:59:59Z", "2026-11-23T00:00:01Z", "2026-11-22T23:59:30Z", "2026-11-21T12:00:00Z", "2026-11-23T00:00:02Z",
                    "2026-11-25T15:59:59Z", "2026-11-24T16:00:00Z", "2026-11-26T00:00:00Z")) {
                filled.now = Instant.parse(at);
                filled.accept("at" + at.replaceAll("\\D", ""));
                filled.happen("joined", "x");
                filled.drain();
            }
            Verification.Report report = filled.verify();
            assertThat(report.findings()).isEmpty();
            assertThat(report.mails()).isEqualTo(8);
            assertThat(report.days()).isEqualTo(4);
            assertThat(filled.archive.between(Instant.EPOCH, Instant.MAX).map(Archived::at)).as("as the clock said").isSorted().hasSize(8);
        }
    }

    @Test
    void aFullDiskStopsTheArchiveAndLosesNothing() throws Exception {
        Path folder = Files.createDirectories(home.resolve("archive"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.toString()), "needs the right to mount a tmpfs");
        try (Filled filled = new Filled(home); Archivist archivist = filled.archivist()) {
            byte[] content = new byte[100_000];
            for (int i = 0; i < 20; i++) {
                new Random(i).nextBytes(content);
                filled.accept("mail" + i, content);
            }
            assertThatThrownBy(filled::drain).isInstanceOf(IOException.class);
            archivist.start();
            await().atMost(Duration.ofSeconds(60)).until(() -> !archivist.progress().trouble().isEmpty());
            assertThat(archivist.progress().behind()).isPositive();
            filled.accept("later");
            run("mount", "-o", "remount,size=16m", folder.toString());
            await().atMost(Duration.ofSeconds(60)).until(() -> archivist.progress().behind() == 0 && archivist.progress().trouble().isEmpty());
            assertThat(filled.archive.between(Instant.EPOCH, Instant.MAX)).hasSize(21);
            assertThat(filled.verify().findings()).isEmpty();
        } finally {
            run("umount", folder.toString());
        }
    }

    private static boolean run(String... command) throws Exception {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }
}
