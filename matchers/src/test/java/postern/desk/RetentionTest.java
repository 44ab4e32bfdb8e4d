package postern.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.Period;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which time counts for a ticket. */
class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

    @ParameterizedTest(name = "{0}, junk {1}: until {2}")
    @CsvSource(textBlock = """
        refund,    false, 2023-11-22T03:00:00Z
        complaint, false, 2016-11-22T03:00:00Z
        complaint, true,  2026-10-23T03:00:00Z
        legal,     false,
                 , false, 2023-11-22T03:00:00Z
        """)
    void theTopicsOwnTimeCountsAndJunkBeforeIt(String topic, boolean junk, Instant until) {
        Retention retention = new Retention(Map.of("default", Optional.of(Period.ofYears(3)), "complaint", Optional.of(Period.ofYears(10)),
            "junk", Optional.of(Period.ofDays(30)), "legal", Optional.empty()));
        assertThat(retention.until(Optional.ofNullable(topic), junk, NOW)).isEqualTo(Optional.ofNullable(until));
        assertThat(Retention.forEver().until(Optional.ofNullable(topic), junk, NOW)).isEmpty();
    }
}
