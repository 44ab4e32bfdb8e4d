package postern.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The cost of a mail while its folder grows")
class GrowthTest {
    @Test
    @DisplayName("is the gateway's CPU time between two points, over the mails filed between them")
    void cost() {
        Growth growth = new Growth();
        long cpu = 0;
        for (int filed = 0; filed <= 4000; filed += 100) {
            growth.add(filed, filed * 1_000_000L, cpu);
            cpu += 100 * (filed < 2000 ? 2_000_000L : 4_000_000L);
        }
        assertThat(growth.between(0, 2000).cpuMillis()).isCloseTo(2.0, offset(0.001));
        assertThat(growth.between(2000, 4000).cpuMillis()).isCloseTo(4.0, offset(0.001));
        assertThat(growth.around(1000, 500).perSecond()).isCloseTo(1000, offset(0.1));
        assertThat(growth.quarters()).hasSize(4).extracting(Growth.Stretch::to).containsExactly(1000, 2000, 3000, 4000);
    }

    @Test
    @DisplayName("has quantiles that some mail really took")
    void quantiles() {
        Latencies latencies = new Latencies(200);
        for (int i = 100; i >= 1; i--) {
            latencies.add(i);
        }
        assertThat(latencies.quantile(0.5)).isEqualTo(50);
        assertThat(latencies.quantile(0.99)).isEqualTo(99);
        assertThat(new Latencies(0).quantile(0.5)).isZero();
    }
}
