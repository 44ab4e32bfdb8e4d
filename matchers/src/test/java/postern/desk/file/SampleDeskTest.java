package postern.desk.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import postern.desk.Desk;

class SampleDeskTest {
    private final Desk desk = SampleDesk.read();

    @Test
    void theSampleIsADeskThatCanRun() {
        assertThat(desk.teams().keySet()).containsExactly("orders", "returns", "complaints", "technical", "general");
        assertThat(desk.catchAllTeam().folder()).isEqualTo("General");
        assertThat(desk.fallbackTopic().promise().firstResponse()).isEqualTo(Duration.ofHours(4));
        assertThat(desk.serviceAddress("Returns+today@shop.example").orElseThrow().topic()).contains("return");
        assertThat(desk.agents().get("alice").login()).isEqualTo("alice@shop.example");
        assertThat(desk.acknowledgements().texts()).containsOnlyKeys("zh-Hans", "zh-Hant", "en");
    }

    @Test
    void promisesAreWhatTheCompanySays() {
        assertThat(desk.topics().get("enquiry").promise().firstResponse()).isEqualTo(Duration.ofMinutes(30));
        assertThat(desk.topics().get("complaint").promise().firstResponse()).isEqualTo(Duration.ofHours(1));
        assertThat(desk.topics().get("refund").promise().firstResponse()).isEqualTo(Duration.ofHours(4));
    }

    @Test
    void nationalDayIsFreeAndItsMakeUpDayIsWorked() {
        Instant evening = Instant.parse("2026-09-30T09:30:00Z");
        assertThat(desk.calendars().get("shanghai").after(evening, Duration.ofHours(1))).isEqualTo("2026-10-08T01:30:00Z");
        assertThat(desk.calendars().get("shanghai").after(Instant.parse("2026-10-10T00:00:00Z"), Duration.ofHours(1))).isEqualTo("2026-10-10T02:00:00Z");
    }
}
