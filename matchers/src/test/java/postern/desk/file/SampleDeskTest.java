package postern.desk.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import postern.desk.Desk;
import postern.desk.OrderNumber;
import postern.letter.DataPoints;
import postern.letter.Letter;

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

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        订单号：A20261030-1174，还没收到       | A20261030-1174
        关于訂單 20261030117488 的退款         | 20261030117488
        My order no. 4711-0042 is late         | 4711-0042
        your number a20261030-1174, please     | A20261030-1174
        Order #882731!                         | 882731
        我想取消订单，昨天下的                 |
        I will order 5 more on 2026-10-30      |
        """)
    void orderNumbersAreFoundAsCustomersWriteThem(String text, String number) {
        DataPoints points = new DataPoints(desk.orderNumbers().stream().map(OrderNumber::pattern).toList());
        assertThat(points.orders(Letter.builder().text(text).build())).containsExactlyElementsOf(number == null ? List.of() : List.of(number));
    }

    @Test
    void nationalDayIsFreeAndItsMakeUpDayIsWorked() {
        Instant evening = Instant.parse("2026-09-30T09:30:00Z");
        assertThat(desk.calendars().get("shanghai").after(evening, Duration.ofHours(1))).isEqualTo("2026-10-08T01:30:00Z");
        assertThat(desk.calendars().get("shanghai").after(Instant.parse("2026-10-10T00:00:00Z"), Duration.ofHours(1))).isEqualTo("2026-10-10T02:00:00Z");
    }
}
