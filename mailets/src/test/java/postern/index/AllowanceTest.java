package postern.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private final Allowance allowance = new Allowance(0);

    @Test
    void filesWithoutEndGetLessAndLessAndUsualOnesAlwaysEnough() {
        assertThat(allowance.now(0)).isEqualTo(Allowance.LONGEST);
        Duration lost = Duration.ZERO;
        for (int i = 0; i < 1000; i++) {
            Duration most = allowance.now(0);
            allowance.took(most);
            lost = lost.plus(most);
        }
        assertThat(lost).as("a thousand hostile files").isLessThan(Allowance.SHORTEST.multipliedBy(1000).plus(Duration.ofSeconds(65)));
        assertThat(allowance.now(0)).isBetween(Allowance.SHORTEST, Allowance.SHORTEST.plusMillis(10));
        assertThat(allowance.now(Duration.ofHours(2).toNanos())).as("and it is over some time after").isEqualTo(Allowance.LONGEST);
    }

    @Test
    void manyUsualFilesTakeNothingFromALongOne() {
        for (int i = 0; i < 100_000; i++) {
            allowance.took(Duration.ofMillis(300));
        }
        assertThat(allowance.now(0)).isEqualTo(Allowance.LONGEST);
    }
}
