package postern.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.tickets.Sql;

/** Guarantees 2 and 3 of the package: nothing in the files changes without being named. */
class VerificationTest {
    @TempDir
    private Path home;
    private Filled filled;

    @BeforeEach
    void fill() throws IOException {
        filled = new Filled(home);
        filled.accept("a");
        filled.happen("opened", "a");
        filled.send("a-ack");
        filled.drain();
        filled.now = filled.now.plus(Duration.ofDays(2));
        filled.accept("b");
        filled.happen("joined", "b");
        filled.accept("c");
        filled.drain();
    }

    @AfterEach
    void close() {
        filled.close();
    }

    @Test
    void aWholeArchiveHasNoFindings() throws IOException {
        Verification.Report report = filled.verify();
        assertThat(report.findings()).isEmpty();
        assertThat(report.mails()).isEqualTo(4);
        assertThat(report.days()).isEqualTo(2);
        // day, a, a-ack, events of a, seal; day, b, c, events of b
        assertThat(report.records()).isEqualTo(9);
        assertThat(Verification.of(filled.folder, Optional.empty()).verify(octets -> { }).whole()).isTrue();
    }

    @Test
    void everyFlippedOctetIsNamedWithItsFileAndPlace(@TempDir Path small) throws IOException {
        close();
        filled = new Filled(small);
        filled.accept("a");
        filled.drain();
        filled.now = filled.now.plus(Duration.ofDays(1));
        filled.happen("opened", "a");
        filled.drain();
        for (Path file : files()) {
            byte[] octets = Files.readAllBytes(file);
            // The dictionary is compared as a whole, so some of its octets are enough.
            int step = file.endsWith(Dictionary.NAME) ? 101 : 1;
            for (int i = 0; i < octets.length; i += step) {
                byte[] flipped = octets.clone();
                flipped[i] ^= (byte) (1 << i % 8);
                Files.write(file, flipped);
                int place = i;
                assertThat(filled.verify().findings()).as("octet %d of %s", i, file)
                    .anyMatch(finding -> finding.file().equals(file) && finding.from() <= place && place < finding.to());
            }
            Files.write(file, octets);
        }
        assertThat(filled.verify().whole()).isTrue();
    }

    @Test
    void aFlippedOctetOfAMailHurtsThatMailAlone() throws IOException {
        Path file = filled.folder.resolve("2026/11/22.mails");
        byte[] octets = Files.readAllBytes(file);
        octets[20] ^= 1;
        Files.write(file, octets);
        assertThat(filled.verify().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.name()).isEqualTo("a");
            assertThat(finding.record()).isEqualTo(2);
            assertThat(finding.fault()).startsWith("the content is altered");
        });
        assertThat(filled.archive.mail("a-ack").orElseThrow().raw()).hasBinaryContent(Filled.content("a-ack"));
    }

    @Test
    void aRemovedASwappedAndADoubledRecordAreNamed() throws IOException {
        Path file = filled.folder.resolve("2026/11/24.jsonl");
        assertThat(faults(file, lines -> without(lines, 1))).anyMatch(fault -> fault.contains("record 7 is missing"));
        assertThat(faults(file, lines -> without(lines, 3))).anyMatch(fault -> fault.contains("record 9 is missing at the end"));
        assertThat(faults(file, lines -> {
            Collections.swap(lines, 1, 2);
            return lines;
        })).anyMatch(fault -> fault.contains("out of its place"));
        assertThat(faults(file, lines -> {
            lines.add(2, lines.get(1));
            return lines;
        })).anyMatch(fault -> fault.contains("a second time"));
    }

    @Test
    void aMissingDayIsNamed() throws IOException {
        Files.delete(filled.folder.resolve("2026/11/22.jsonl"));
        assertThat(filled.verify().findings()).extracting(Finding::fault).anyMatch(fault -> fault.contains("records 1 to 5 are missing"));
        Files.delete(filled.folder.resolve("2026/11/24.jsonl"));
        assertThat(filled.verify().findings()).extracting(Finding::fault).anyMatch(fault -> fault.contains("records 1 to 9 are missing at the end"));
    }

    @Test
    void aChainWrittenAnewWithoutTheSecretIsNoticedByItsSeal() throws IOException {
        rewrite("\"name\":\"a-ack\"");
        assertThat(filled.verify().findings()).extracting(Finding::fault).anyMatch(fault -> fault.contains("seal was not made with this home's secret"));
    }

    @Test
    void anOpenDayWrittenAnewIsNoticedByTheStore() throws IOException {
        rewrite("\"name\":\"c\"");
        assertThat(filled.verify().findings()).extracting(Finding::fault).containsExactly("the chain does not end as the store knows it: it was written anew");
    }

    @Test
    void aStoreThatWasMadeToForgetTheChainIsNoticed() throws IOException {
        filled.store.writeAndWait(connection -> Sql.update(connection, "delete from archive_head"));
        assertThat(filled.verify().findings()).extracting(Finding::fault).anyMatch(fault -> fault.contains("does not know of these records"));
        assertThat(filled.verify().records()).isEqualTo(9);
    }

    @Test
    void aNotedHashIsFoundAgainOrMissed() throws IOException {
        Verification.Report report = filled.verify();
        filled.accept("d");
        filled.drain();
        assertThat(Verification.of(filled.folder, Optional.empty()).noted(report.last(), report.hash()).verify(octets -> { }).whole()).isTrue();
        assertThat(Verification.of(filled.folder, Optional.empty()).noted(3, report.hash()).verify(octets -> { }).whole()).isFalse();
    }

    @Test
    void whatIsErasedIsGoneAndSaysByWhichReceipt() throws IOException {
        filled.store.writeAndWait(connection -> {
            filled.archive.erase(connection, new Selection(Set.of("a"), Set.of(Filled.TICKET)), "E-1");
            return null;
        });
        assertThat(filled.archive.isErased("E-1")).isFalse();
        filled.drain();
        assertThat(filled.archive.isErased("E-1")).isTrue();
        Verification.Report report = filled.verify();
        assertThat(report.findings()).isEmpty();
        assertThat(report.erased()).isEqualTo(3);
        Archived erased = filled.archive.mail("a").orElseThrow();
        assertThat(erased.erased()).contains("E-1");
        assertThat(filled.archive.events(Filled.TICKET)).isEmpty();
        assertThat(filled.archive.mail("b").orElseThrow().raw()).hasBinaryContent(Filled.content("b"));
        byte[] contents = Files.readAllBytes(filled.folder.resolve("2026/11/22.mails"));
        assertThat(Arrays.copyOf(contents, 50)).containsOnly(0);
    }

    @Test
    void whatIsErasedWhileItIsVerifiedIsNotCalledAltered() throws IOException {
        boolean[] erased = {false};
        // Told first while the chain is read: what comes then is behind the end that it knows.
        Verification.Report report = Verification.of(filled.store, filled.folder, Filled.KEY).verify(octets -> {
            if (!erased[0]) {
                erased[0] = true;
                eraseNow("b");
            }
        });
        assertThat(report.findings()).isEmpty();
        Path file = filled.folder.resolve("2026/11/24.mails");
        byte[] octets = Files.readAllBytes(file);
        octets[octets.length - 20] ^= 1;
        Files.write(file, octets);
        assertThat(filled.verify().findings()).extracting(Finding::name).as("nor is anything else let off").containsExactly(Filled.TICKET.value());
    }

    private void eraseNow(String mail) {
        filled.store.writeAndWait(connection -> {
            filled.archive.erase(connection, new Selection(Set.of(mail), Set.of()), "late");
            return null;
        });
        try {
            filled.drain();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anExportHoldsWithoutWhatALaterDaySaysWasErased() throws Exception {
        filled.now = filled.now.plus(Duration.ofDays(3));
        filled.store.writeAndWait(connection -> {
            filled.archive.erase(connection, new Selection(Set.of("a"), Set.of()), "E-1");
            return null;
        });
        filled.drain();
        Path directory = filled.folder.resolveSibling("export");
        assertThat(new Export(filled.archive, Filled.TICKET, directory).write().orElseThrow().erased()).isPositive();
        Process shell = new ProcessBuilder("sh", directory.resolve("check.sh").toString()).redirectErrorStream(true).start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).contains("all holds").doesNotContain("missing");
        assertThat(shell.waitFor()).isZero();
    }

    /** Takes the place of the name, and makes all hashes from there on right again. */
    private void rewrite(String what) throws IOException {
        String hash = Digests.ORIGIN;
        for (String day : List.of("22", "24")) {
            Path file = filled.folder.resolve("2026/11/" + day + ".jsonl");
            List<String> lines = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                String json = line.substring(65).replace(what, "\"name\":\"x\"");
                hash = Digests.link(hash, json.getBytes(StandardCharsets.UTF_8));
                lines.add(hash + " " + json);
            }
            Files.write(file, lines);
        }
    }

    private List<String> faults(Path file, UnaryOperator<List<String>> change) throws IOException {
        byte[] before = Files.readAllBytes(file);
        Files.write(file, change.apply(new ArrayList<>(Files.readAllLines(file))));
        List<String> faults = filled.verify().findings().stream().map(Finding::fault).toList();
        Files.write(file, before);
        return faults;
    }

    private static List<String> without(List<String> lines, int line) {
        lines.remove(line);
        return lines;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(filled.folder)) {
            return all.filter(Files::isRegularFile).filter(file -> !file.endsWith("lock")).sorted().toList();
        }
    }
}
