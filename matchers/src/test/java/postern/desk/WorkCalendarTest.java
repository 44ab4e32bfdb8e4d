package postern.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import postern.desk.WorkCalendar.Block;

class WorkCalendarTest {
    private static final Block MORNING = new Block(LocalTime.of(9, 0), LocalTime.of(12, 0));
    private static final Block AFTERNOON = new Block(LocalTime.of(13, 30), LocalTime.of(18, 0));

    /** National Day 2026 with both of its make-up days. */
    private static final WorkCalendar SHANGHAI = new WorkCalendar("shanghai", ZoneId.of("Asia/Shanghai"),
        weekdays(List.of(MORNING, AFTERNOON)), LocalDate.of(2026, 10, 1).datesUntil(LocalDate.of(2026, 10, 8)).collect(java.util.stream.Collectors.toSet()),
        Map.of(LocalDate.of(2026, 9, 20), DayOfWeek.THURSDAY, LocalDate.of(2026, 10, 10), DayOfWeek.FRIDAY));

    @ParameterizedTest(name = "{0} + {1} = {2}: {3}")
    @CsvSource(textBlock = """
        2026-11-18T10:00, PT1H,    2026-11-18T11:00, inside a block
        2026-11-18T11:30, PT1H,    2026-11-18T14:00, over lunch
        2026-11-18T11:30, PT30M,   2026-11-18T12:00, the end of a block belongs to it
        2026-11-18T12:00, PT0S,    2026-11-18T12:00, no time is now
        2026-11-18T12:30, PT1H,    2026-11-18T14:30, arrived at lunch
        2026-11-18T17:59, PT30M,   2026-11-19T09:29, over night
        2026-11-18T03:00, PT30M,   2026-11-18T09:30, arrived at night
        2026-11-20T17:30, PT1H,    2026-11-23T09:30, over the weekend
        2026-11-21T10:00, PT4H,    2026-11-23T14:30, arrived on a Saturday
        2026-09-30T17:00, PT4H,    2026-10-08T12:00, over National Day
        2026-09-19T10:00, PT4H,    2026-09-20T14:30, Sunday is worked before National Day
        2026-10-09T18:00, PT7H30M, 2026-10-10T18:00, Saturday is worked after National Day
        2026-10-10T18:00, PT1S,    2026-10-12T09:00:01, and Sunday is not
        2026-11-16T09:00, PT37H30M,2026-11-20T18:00, a whole week ends with the week
        2026-11-16T09:00, PT75H,   2026-11-27T18:00, and so do two
        2026-11-16T09:00, PT75H1S, 2026-11-30T09:00:01, a second more is the next week
        """)
    void businessTimePassesInBlocksOnly(LocalDateTime from, Duration business, LocalDateTime to, String why) {
        assertThat(SHANGHAI.after(at(from), business)).as(why).isEqualTo(at(to));
        assertThat(SHANGHAI.between(at(from), at(to))).as(why).isEqualTo(business);
    }

    @Test
    void nothingPassesBackwards() {
        assertThat(SHANGHAI.between(at(LocalDateTime.of(2026, 11, 19, 10, 0)), at(LocalDateTime.of(2026, 11, 18, 10, 0)))).isZero();
        assertThat(SHANGHAI.between(at(LocalDateTime.of(2026, 11, 18, 11, 0)), at(LocalDateTime.of(2026, 11, 18, 10, 0)))).isZero();
        assertThatThrownBy(() -> SHANGHAI.after(Instant.EPOCH, Duration.ofHours(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "{0} on {1} lasts {2}")
    @CsvSource(textBlock = """
        00:00-06:00, 2026-03-29, PT5H,     the clock skips 02:00 to 03:00
        00:00-06:00, 2026-10-25, PT7H,     the clock shows 02:00 to 03:00 twice
        01:00-02:30, 2026-03-29, PT1H,     half past two is never shown
        02:15-02:45, 2026-03-29, PT0S,     the whole block is never shown
        02:30-04:00, 2026-10-25, PT2H30M,  work begins when half past two is shown first
        09:00-18:00, 2026-03-29, PT9H,     the day shift does not notice
        22:00-00:00, 2026-10-25, PT2H,     until the end of the day
        """)
    void aBlockIsAsLongAsPeopleSitThere(String block, LocalDate day, Duration length, String why) {
        String[] edges = block.split("-");
        WorkCalendar berlin = new WorkCalendar("berlin", ZoneId.of("Europe/Berlin"),
            Map.of(DayOfWeek.SUNDAY, List.of(new Block(LocalTime.parse(edges[0]), LocalTime.parse(edges[1])))), Set.of(), Map.of());
        Instant start = day.atStartOfDay(berlin.zone()).toInstant();
        Instant end = day.plusDays(1).atStartOfDay(berlin.zone()).toInstant();
        assertThat(berlin.between(start, end)).as(why).isEqualTo(length);
        assertThat(berlin.between(berlin.after(start, length), end)).as(why).isZero();
    }

    @Test
    void aThousandYearsAreCountedInNoTime() {
        Instant from = at(LocalDateTime.of(2027, 1, 4, 9, 0));
        Duration business = Duration.ofMinutes(2250).multipliedBy(52_000);
        Instant to = SHANGHAI.after(from, business);
        assertThat(to).isEqualTo(at(LocalDateTime.of(2027, 1, 1, 18, 0).plusWeeks(52_000)));
        assertThat(SHANGHAI.between(from, to)).isEqualTo(business);
    }

    @Test
    void aCalendarWithoutWorkIsRefused() {
        assertThatThrownBy(() -> new WorkCalendar("never", ZoneId.of("UTC"), Map.of(DayOfWeek.MONDAY, List.of()), Set.of(), Map.of()))
            .hasMessageContaining("no work");
    }

    @Test
    void overlappingBlocksAreRefused() {
        List<Block> blocks = List.of(MORNING, new Block(LocalTime.of(11, 0), LocalTime.of(13, 0)));
        assertThatThrownBy(() -> new WorkCalendar("twice", ZoneId.of("UTC"), Map.of(DayOfWeek.MONDAY, blocks), Set.of(), Map.of()))
            .hasMessageContaining("overlap at 11:00");
        assertThatThrownBy(() -> new Block(LocalTime.NOON, LocalTime.NOON)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 150)
    void businessTimeIsWhatAPersonWithAWatchCounts(@ForAll("calendars") WorkCalendar calendar, @ForAll("minutes") Instant from,
                                                   @ForAll("minutes") Instant to) {
        long counted = 0;
        for (Instant minute = from; minute.isBefore(to); minute = minute.plusSeconds(60)) {
            counted += worked(calendar, minute) ? 1 : 0;
        }
        assertThat(calendar.between(from, to)).isEqualTo(Duration.ofMinutes(counted));
    }

    @Property(tries = 150)
    void theDeadlineIsTheFirstMomentAtWhichThePromiseIsUsedUp(@ForAll("calendars") WorkCalendar calendar, @ForAll("minutes") Instant from,
                                                              @ForAll("promises") Duration promise) {
        Instant deadline = calendar.after(from, promise);
        long counted = 0;
        Instant minute = from;
        while (counted < promise.toMinutes()) {
            counted += worked(calendar, minute) ? 1 : 0;
            minute = minute.plusSeconds(60);
        }
        assertThat(deadline).isEqualTo(minute);
    }

    @Property(tries = 150)
    void theStretchesOfAPromiseAreWorkAndNothingBetweenThemIs(@ForAll("calendars") WorkCalendar calendar, @ForAll("minutes") Instant from,
                                                              @ForAll("promises") Duration promise) {
        List<WorkCalendar.Span> stretches = calendar.stretches(from, promise, Integer.MAX_VALUE);
        Instant end = from;
        for (WorkCalendar.Span stretch : stretches) {
            for (Instant minute = end; minute.isBefore(stretch.to()); minute = minute.plusSeconds(60)) {
                assertThat(worked(calendar, minute)).as("%s in %s", minute, stretches).isEqualTo(!minute.isBefore(stretch.from()));
            }
            end = stretch.to();
        }
        assertThat(end).isEqualTo(calendar.after(from, promise));
        assertThat(calendar.stretches(from, promise, 2)).isEqualTo(stretches.stream().limit(2).toList());
    }

    /** Blocks of the generated calendars stay clear of the hours in which clocks change. */
    private static boolean worked(WorkCalendar calendar, Instant minute) {
        ZonedDateTime shown = minute.atZone(calendar.zone());
        LocalDate day = shown.toLocalDate();
        DayOfWeek weekday = calendar.makeUpDays().get(day);
        if (weekday == null) {
            if (calendar.holidays().contains(day)) {
                return false;
            }
            weekday = day.getDayOfWeek();
        }
        int clock = shown.getHour() * 60 + shown.getMinute();
        for (Block block : calendar.week().getOrDefault(weekday, List.of())) {
            int end = block.to().equals(LocalTime.MIDNIGHT) ? 1440 : block.to().getHour() * 60 + block.to().getMinute();
            if (block.from().getHour() * 60 + block.from().getMinute() <= clock && clock < end) {
                return true;
            }
        }
        return false;
    }

    @Provide
    Arbitrary<WorkCalendar> calendars() {
        Arbitrary<ZoneId> zones = Arbitraries.of("Asia/Shanghai", "Europe/Berlin", "America/St_Johns", "UTC").map(ZoneId::of);
        Arbitrary<List<Block>> blocks = Arbitraries.of("09:00-12:00 13:30-18:00", "04:00-00:00", "22:30-00:00 04:10-04:11", "10:00-19:00")
            .map(text -> java.util.Arrays.stream(text.split(" ")).map(b -> b.split("-"))
                .map(b -> new Block(LocalTime.parse(b[0]), LocalTime.parse(b[1]))).toList());
        Arbitrary<Set<DayOfWeek>> days = Arbitraries.of(DayOfWeek.class).set().ofMinSize(1);
        Arbitrary<LocalDate> dates = Arbitraries.integers().between(0, 160).map(LocalDate.of(2026, 9, 1)::plusDays);
        return Combinators.combine(zones, blocks, days, dates.set().ofMaxSize(12), Arbitraries.maps(dates, Arbitraries.of(DayOfWeek.class)).ofMaxSize(4))
            .as((zone, list, worked, holidays, makeUp) -> {
                Map<DayOfWeek, List<Block>> week = new HashMap<>();
                worked.forEach(day -> week.put(day, list));
                return new WorkCalendar("any", zone, week, holidays, makeUp);
            });
    }

    @Provide
    Arbitrary<Instant> minutes() {
        return Arbitraries.integers().between(0, 130 * 1440).map(minute -> Instant.parse("2026-09-05T00:00:00Z").plusSeconds(60L * minute));
    }

    @Provide
    Arbitrary<Duration> promises() {
        return Arbitraries.integers().between(0, 9_000).map(Duration::ofMinutes);
    }

    private static Map<DayOfWeek, List<Block>> weekdays(List<Block> blocks) {
        Map<DayOfWeek, List<Block>> week = new HashMap<>();
        EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY).forEach(day -> week.put(day, blocks));
        return week;
    }

    private static Instant at(LocalDateTime time) {
        return time.atZone(ZoneId.of("Asia/Shanghai")).toInstant();
    }
}
