package postern.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.triage.Wordings;
import postern.triage.model.Model;
import postern.triage.model.Training;

class ModelShelfTest {
    private static final Instant AT = Instant.parse("2026-11-23T02:00:00Z");
    private static final Model MODEL = Training.of(Wordings.phrases(Classroom.desk()), Training.PRECISION);

    @TempDir
    Path directory;

    @Test
    void aModelIsLiveForAllProcessesOnceItIsMadeSo() throws IOException {
        ModelShelf shelf = new ModelShelf(directory.resolve("models"));
        assertThat(shelf.all()).isEmpty();
        assertThat(shelf.live()).isEmpty();
        ModelShelf.Kept first = shelf.add(MODEL, "1a", AT);
        assertThat(first).isEqualTo(new ModelShelf.Kept(1, AT, "1a", first.octets()));
        assertThat(shelf.live()).isEmpty();
        shelf.makeLive(1);
        ModelShelf other = new ModelShelf(directory.resolve("models"));
        assertThat(other.live()).contains(1);
        assertThat(other.read(1).findings()).isEqualTo(MODEL.findings());
        assertThatThrownBy(() -> shelf.makeLive(2)).isInstanceOf(IOException.class);
        assertThat(shelf.live()).contains(1);
    }

    @Test
    void theLiveModelAndTheTenNewestAreKept() throws IOException {
        ModelShelf shelf = new ModelShelf(directory);
        shelf.add(MODEL, "1a", AT);
        shelf.makeLive(1);
        for (int i = 0; i < 12; i++) {
            shelf.add(MODEL, "1a", AT);
        }
        assertThat(shelf.all()).extracting(ModelShelf.Kept::version).containsExactly(1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.filter(file -> file.toString().endsWith(".tmp"))).isEmpty();
        }
    }

    @Test
    void aRunningGatewayTakesOverAnotherModelAndGoesByRulesWhenItIsDamaged() throws IOException {
        ModelShelf shelf = new ModelShelf(directory);
        Instant[] now = {AT};
        LiveModel live = new LiveModel(shelf, clock(now));
        assertThat(live.get()).isEmpty();
        shelf.makeLive(shelf.add(MODEL, "1a", AT).version());
        assertThat(live.get()).isEmpty();
        now[0] = now[0].plus(Duration.ofSeconds(3));
        Model first = live.get().orElseThrow();
        now[0] = now[0].plus(Duration.ofSeconds(3));
        assertThat(live.get()).containsSame(first);

        shelf.makeLive(shelf.add(MODEL, "1a", AT).version());
        Files.write(directory.resolve("000002.model"), List.of("postern model 2 made " + AT + " from 1a", "rubbish"));
        now[0] = now[0].plus(Duration.ofSeconds(3));
        assertThat(live.get()).isEmpty();
        shelf.makeLive(1);
        now[0] = now[0].plus(Duration.ofSeconds(3));
        assertThat(live.get()).isPresent();
    }

    /** One failed read, such as of too many open files, turned the classifier off until another model was live. */
    @Test
    void aModelThatCannotBeReadForAMomentLeavesTheOneBeforeAndIsTakenOverThen() throws IOException {
        ModelShelf shelf = new ModelShelf(directory);
        shelf.makeLive(shelf.add(MODEL, "1a", AT).version());
        Instant[] now = {AT};
        LiveModel live = new LiveModel(shelf, clock(now));
        Model first = live.get().orElseThrow();
        shelf.makeLive(shelf.add(MODEL, "1a", AT).version());
        Path second = directory.resolve("000002.model");
        Path aside = Files.move(second, directory.resolve("aside"));
        Files.createDirectory(second);
        now[0] = now[0].plus(Duration.ofSeconds(3));
        assertThat(live.get()).containsSame(first);

        Files.delete(second);
        Files.move(aside, second);
        assertThat(live.get()).containsSame(first);
        now[0] = now[0].plus(Duration.ofSeconds(3));
        assertThat(live.get().orElseThrow()).isNotSameAs(first);
    }

    private static Clock clock(Instant[] now) {
        return new Clock() {
            @Override
            public Instant instant() {
                return now[0];
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };
    }
}
