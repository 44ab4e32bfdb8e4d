package postern.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import postern.desk.Desk;

class ClockReadingTest {
    /** complaint: first 1 h, next 2 h, resolution 16 h; refund: 4 h each and no resolution. */
    private static final Desk DESK = SampleDesk.read();
    private static final WalkedClocks WALKED = new WalkedClocks(DESK);
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private static Instant at(String moment) {
        return LocalDateTime.parse(moment).atZone(SHANGHAI).toInstant();
    }

    /** Such as {@code 2026-09-30T17:30 asked, 2026-09-30T17:40 answered}; a star marks what was done by hand. */
    private static List<Turn> turns(String script) {
        List<Turn> turns = new ArrayList<>();
        for (String step : script.split(", ")) {
            String[] words = step.strip().split(" ");
            boolean byHand = words[1].endsWith("*");
            String kind = words[1].replace("*", "");
            turns.add(kind.equals("asked") ? Turn.asked(at(words[0]), byHand, "complaint", "complaints")
                : Turn.of(at(words[0]), Turn.Kind.valueOf(kind.toUpperCase(java.util.Locale.ROOT)), byHand));
        }
        return turns;
    }

    private static String shown(Optional<ClockReading.Due> due) {
        return due.map(one -> one.deadline().atZone(SHANGHAI).toLocalDateTime() + " " + one.clock().name().toLowerCase(java.util.Locale.ROOT)).orElse("-");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        before the holidays     | 2026-09-30T17:30 asked                                                       | 2026-10-08T09:30 first_response | 2026-10-10T09:30 resolution
        on a make-up day        | 2026-10-10T10:00 asked                                                       | 2026-10-10T11:00 first_response | 2026-10-13T11:00 resolution
        at midnight             | 2026-11-23T23:59:59 asked                                                    | 2026-11-24T10:00 first_response | 2026-11-26T10:00 resolution
        asked again             | 2026-11-23T10:00 asked, 2026-11-23T10:30 asked                               | 2026-11-23T11:00 first_response | 2026-11-25T11:00 resolution
        answered                | 2026-11-23T10:00 asked, 2026-11-23T10:30 answered                            | - | -
        written again           | 2026-11-23T10:00 asked, 2026-11-23T10:30 answered, 2026-11-24T10:00 asked    | 2026-11-24T12:00 next_response | 2026-11-26T10:30 resolution
        done, and again         | 2026-11-23T10:00 asked, 2026-11-23T10:30 done*, 2026-11-24T10:00 asked       | 2026-11-24T11:00 first_response | 2026-11-26T10:30 resolution
        taken back              | 2026-11-23T10:00 asked, 2026-11-23T10:30 done*, 2026-11-23T10:30:30 undone*  | 2026-11-23T11:00 first_response | 2026-11-25T11:00 resolution
        reopened by hand        | 2026-11-23T10:00 asked, 2026-11-23T10:30 answered*, 2026-11-24T10:00 asked*  | 2026-11-24T12:00 next_response | 2026-11-26T10:30 resolution
        came late to its ticket | 2026-11-23T10:00 asked, 2026-11-23T10:30 answered, 2026-11-23T10:20 asked    | 2026-11-23T13:50 next_response | 2026-11-25T11:00 resolution
        resolution long over    | 2026-11-02T10:00 asked, 2026-11-20T10:30 answered, 2026-11-24T10:00 asked    | 2026-11-24T12:00 next_response | 2026-11-04T11:00 resolution
        """)
    void show(String what, String script, String response, String resolution) {
        ClockReading reading = ClockReading.of(turns(script), Optional.of("complaint"), Optional.of("complaints"), DESK);
        assertThat(shown(reading.response())).as("response").isEqualTo(response);
        assertThat(shown(reading.resolution())).as("resolution").isEqualTo(resolution);
    }

    @Property(tries = 100)
    void areThoseThatSomebodyReckonsMinuteByMinute(@ForAll("lives") List<Turn> turns) {
        ClockReading reading = ClockReading.of(turns, Optional.of("complaint"), Optional.of("complaints"), DESK);
        assertThat(reading.response().map(ClockReading.Due::deadline)).isEqualTo(WALKED.response(turns));
        assertThat(reading.resolution().map(ClockReading.Due::deadline)).isEqualTo(WALKED.resolution(turns, "complaint", "complaints"));
    }

    /** Whatever follows whatever, mostly in the order of time, in the weeks around the National Day. */
    @Provide
    Arbitrary<List<Turn>> lives() {
        Arbitrary<Duration> later = Arbitraries.integers().between(-3_600, 200_000).map(Duration::ofSeconds);
        Arbitrary<Integer> kind = Arbitraries.integers().between(0, 7);
        Arbitrary<String> topic = Arbitraries.of("complaint", "refund", "enquiry", "gone");
        return Combinators.combine(later, kind, topic).as(Step::new).list().ofMinSize(1).ofMaxSize(12).map(ClockReadingTest::life);
    }

    private record Step(Duration later, int kind, String topic) {
    }

    private static List<Turn> life(List<Step> steps) {
        List<Turn> life = new ArrayList<>();
        Instant now = at("2026-09-25T16:00");
        life.add(Turn.asked(now, false, "complaint", "complaints"));
        for (Step step : steps) {
            now = now.plus(step.later());
            life.add(switch (step.kind()) {
                case 0, 1, 2 -> Turn.asked(now, step.kind() == 2, step.topic(), "returns");
                case 3, 4 -> Turn.of(now, Turn.Kind.ANSWERED, step.kind() == 4);
                case 5, 6 -> Turn.of(now, Turn.Kind.DONE, true);
                default -> Turn.of(now, Turn.Kind.UNDONE, true);
            });
        }
        return life;
    }
}
