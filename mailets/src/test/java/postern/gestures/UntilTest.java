package postern.gestures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import postern.desk.WorkCalendar;
import postern.desk.file.DeskFile;

@DisplayName("Times as agents write them")
class UntilTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    /** A Monday. */
    private static final Instant NOW = LocalDateTime.parse("2026-11-23T10:05").atZone(SHANGHAI).toInstant();
    private static final WorkCalendar HOURS = hours("Asia/Shanghai");

    private static WorkCalendar hours(String zone) {
        try {
            String text = Files.readString(Path.of("").toAbsolutePath().resolveSibling("conf/desk.yaml")).replace("Asia/Shanghai", zone);
            return DeskFile.read("conf/desk.yaml", text).orThrow().calendars().get("shanghai");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"1小时后, 2026-11-23T11:05", "in 3 hours, 2026-11-23T13:05", "30min, 2026-11-23T10:35", "2 天, 2026-11-25T10:05", "1w, 2026-11-30T10:05",
        "明天 9:00, 2026-11-24T09:00", "明天９点半, 2026-11-24T09:30", "tomorrow, 2026-11-24T09:00", "后天, 2026-11-25T09:00", "下周一 9:00, 2026-11-30T09:00",
        "周五, 2026-11-27T09:00", "周六, 2026-11-30T09:00", "Monday 14:30, 2026-11-30T14:30", "next friday 8, 2026-11-27T08:00", "16:00, 2026-11-23T16:00",
        "9:00, 2026-11-24T09:00", "2026-12-01 09:00, 2026-12-01T09:00", "2026-12-01-0900, 2026-12-01T09:00", "tomorrow-9.30, 2026-11-24T09:30",
        "下周五, 2026-12-04T09:00", "本周五 9:00, 2026-11-27T09:00", "這週五, 2026-11-27T09:00", "2小時後, 2026-11-23T12:05", "3天後, 2026-11-26T10:05",
        "２小时后, 2026-11-23T12:05", "明天　９：３０, 2026-11-24T09:30", "２０２６－１２－０１ ０９：００, 2026-12-01T09:00", "下周一９点, 2026-11-30T09:00",
        "2026-10-03, ''", "today 9:00, 2026-11-24T09:00"})
    void areOfTheTeamsZone(String words, String moment) {
        assertThat(Until.read(words).orElseThrow().from(NOW, HOURS).map(instant -> LocalDateTime.ofInstant(instant, SHANGHAI).toString()).orElse("")).isEqualTo(moment);
    }

    /** On the 25th of October 2026 clocks in Berlin go from three back to two; on the 28th of March 2027 from two to three. */
    @ParameterizedTest
    @CsvSource({"2026-10-24T10:00, tomorrow 9:00, 2026-10-25T09:00+01:00", "2026-10-24T10:00, 1 day, 2026-10-25T10:00+01:00",
        "2026-10-24T10:00, 24h, 2026-10-25T10:00+01:00", "2026-10-24T10:00, 20h, 2026-10-25T05:00+01:00", "2027-03-27T10:00, tomorrow 2:30, 2027-03-28T03:30+02:00",
        "2026-10-25T00:30, 2:30, 2026-10-25T02:30+02:00"})
    void areThoseOfTheDayOnWhichClocksAreChanged(String now, String words, String moment) {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Instant here = LocalDateTime.parse(now).atZone(berlin).toInstant();
        assertThat(Until.read(words).orElseThrow().from(here, hours("Europe/Berlin")).map(instant -> instant.atZone(berlin).toOffsetDateTime().toString())).contains(moment);
    }

    /** The National Day: who names a day only means the next one on which people work, who names a time means that. */
    @Test
    void ofAHolidayAreThoseThatWereNamed() {
        Instant before = LocalDateTime.parse("2026-09-30T10:00").atZone(SHANGHAI).toInstant();
        assertThat(Until.read("明天 9:00").orElseThrow().from(before, HOURS)).contains(LocalDateTime.parse("2026-10-01T09:00").atZone(SHANGHAI).toInstant());
        assertThat(Until.read("明天").orElseThrow().from(before, HOURS)).hasValueSatisfying(moment ->
            assertThat(moment).isAfterOrEqualTo(LocalDateTime.parse("2026-10-08T00:00").atZone(SHANGHAI).toInstant()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sometime", "25:00", "2026-02-30", "0h", "tomorrow maybe", "9:75", "400 d"})
    void areNotGuessed(String words) {
        assertThat(Until.read(words)).isEmpty();
    }

    @Test
    void ofFoldersAreAllUnderstood() {
        assertThat(Until.choices("zh")).allSatisfy(choice -> assertThat(Until.read(choice).flatMap(until -> until.from(NOW, HOURS))).isPresent());
        assertThat(Until.choices("en")).allSatisfy(choice -> assertThat(Until.read(choice).flatMap(until -> until.from(NOW, HOURS))).isPresent());
    }
}
