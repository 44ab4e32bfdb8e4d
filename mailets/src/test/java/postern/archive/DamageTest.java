package postern.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guarantee 4 of the package: what a damaged place hides, and what is nevertheless found and erased. */
class DamageTest {
    @TempDir
    private Path home;
    private Filled filled;
    private Path lines;
    private Path contents;

    @BeforeEach
    void fill() throws IOException {
        filled = new Filled(home);
        List.of("a", "b", "c", "d").forEach(filled::accept);
        filled.drain();
        lines = filled.folder.resolve("2026/11/22.jsonl");
        contents = filled.folder.resolve("2026/11/22.mails");
    }

    @AfterEach
    void close() {
        filled.close();
    }

    private void line(String what, String instead) throws IOException {
        String before = Files.readString(lines);
        assertThat(before).contains(what);
        Files.writeString(lines, before.replace(what, instead));
    }

    private void erase(String mail, String receipt) throws IOException {
        filled.store.writeAndWait(connection -> {
            filled.archive.erase(connection, new Selection(Set.of(mail), Set.of()), receipt);
            return null;
        });
        filled.drain();
        filled.drain();
    }

    private byte[] content(String mail) throws IOException {
        Block block = block(mail);
        return Arrays.copyOfRange(Files.readAllBytes(contents), (int) block.from(), (int) block.to());
    }

    private Block block(String mail) throws IOException {
        List<Entry> found = new ArrayList<>();
        new Walk(new Shelf(filled.folder)).from(LocalDate.MIN, 0, line -> line.entry().filter(entry -> entry.name().equals(mail)).ifPresent(found::add));
        return found.getFirst().block().orElseThrow();
    }

    @Test
    void aMailWhoseLineIsDamagedIsReadWhereItsNeighboursSayAndOneWhoseContentIsDamagedIsTold() throws IOException {
        byte[] octets = Files.readAllBytes(contents);
        octets[(int) block("c").from() + 30] ^= 1;
        Files.write(contents, octets);
        line("\"name\":\"d\"", "\"name\":\"x\"");
        line("\"n\":3,", "\"n\":3;");
        List<String> seen = new ArrayList<>();
        new Comb(filled.store, filled.archive).all(new Comb.Eye() {
            @Override
            public void look(Archived mail) throws IOException {
                try (InputStream raw = mail.raw()) {
                    assertThat(raw.readAllBytes()).isEqualTo(Filled.content(mail.name()));
                }
                seen.add(mail.name());
            }

            @Override
            public void damaged(Comb.Damaged mail) {
                seen.add("damaged " + mail.name() + " " + mail.number());
            }
        });
        assertThat(seen).containsExactly("a", "b", "damaged c 4", "d");
    }

    @Test
    void ofADayWhoseContentsAreLostEachMailIsTold() throws IOException {
        for (int i = 0; i < 30; i++) {
            filled.accept("m" + i);
        }
        filled.drain();
        byte[] octets = new byte[(int) Files.size(contents)];
        Arrays.fill(octets, (byte) 0x55);
        Files.write(contents, octets);
        List<String> lost = new ArrayList<>();
        new Comb(filled.store, filled.archive).all(new Comb.Eye() {
            @Override
            public void look(Archived mail) throws IOException {
                try (InputStream raw = mail.raw()) {
                    raw.readAllBytes();
                }
            }

            @Override
            public void damaged(Comb.Damaged mail) {
                lost.add(mail.name());
            }
        });
        assertThat(lost).hasSize(34).doesNotHaveDuplicates();
    }

    @Test
    void aDamagedLineLeadsNoErasureIntoAnothersContent() throws IOException {
        byte[] b = content("b");
        Block own = block("a");
        line("\"to\":" + own.to(), "\"to\":" + (own.to() + 9));
        erase("a", "R");
        assertThat(Arrays.copyOf(Files.readAllBytes(contents), (int) own.to())).containsOnly(0);
        assertThat(content("b")).isEqualTo(b);
        assertThat(filled.archive.unerased("R")).isEmpty();
    }

    @Test
    void ofTwoDamagedLinesNeitherIsErasedAloneAndBothAreTogether() throws IOException {
        byte[] a = content("a");
        byte[] b = content("b");
        line("\"n\":2,", "\"n\":2;");
        line("\"n\":3,", "\"n\":3;");
        erase("a", "R");
        assertThat(filled.archive.isErased("R")).as("nothing waits for it").isTrue();
        assertThat(filled.archive.unerased("R")).containsExactly(2L);
        byte[] both = Arrays.copyOf(Files.readAllBytes(contents), a.length + b.length);
        assertThat(both).startsWith(a).endsWith(b);
        erase("b", "S");
        assertThat(filled.archive.unerased("R")).isEmpty();
        assertThat(filled.archive.unerased("S")).isEmpty();
        assertThat(Arrays.copyOf(Files.readAllBytes(contents), both.length)).containsOnly(0);
        assertThat(filled.archive.mail("c").orElseThrow().raw()).hasBinaryContent(Filled.content("c"));
    }

    @Test
    void theFirstAndTheLastMailOfADayAreErasedThoughOtherDaysFollowAndPrecede() throws IOException {
        for (String mails : List.of("ef", "g")) {
            filled.now = filled.now.plus(Duration.ofDays(1));
            mails.chars().mapToObj(Character::toString).forEach(filled::accept);
            filled.drain();
        }
        lines = filled.folder.resolve("2026/11/23.jsonl");
        contents = filled.folder.resolve("2026/11/23.mails");
        int length = (int) Files.size(contents);
        for (String mail : List.of("e", "f")) {
            Block own = block(mail);
            line("\"to\":" + own.to(), "\"to\":" + (own.to() + 9));
            erase(mail, "R");
        }
        assertThat(filled.archive.unerased("R")).isEmpty();
        assertThat(Files.readAllBytes(contents)).hasSize(length).containsOnly(0);
        assertThat(filled.archive.mail("d").orElseThrow().raw()).hasBinaryContent(Filled.content("d"));
        assertThat(filled.archive.mail("g").orElseThrow().raw()).hasBinaryContent(Filled.content("g"));
    }
}
