package postern.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(60)
class TurnsTest {
    private final List<Integer> taken = new ArrayList<>();

    @Test
    void results_come_in_the_order_of_the_work() {
        try (Turns<Integer> turns = new Turns<>(taken::add)) {
            for (int i = 0; i < 2_000; i++) {
                int number = i;
                turns.give(1, () -> {
                    long spun = 0;
                    for (int k = 0; k < number % 7 * 10_000; k++) {
                        spun += k;
                    }
                    return spun < 0 ? -1 : number;
                });
            }
            turns.finish();
        }
        assertThat(taken).isEqualTo(IntStream.range(0, 2_000).boxed().toList());
    }

    @Test
    void little_waits_however_much_is_given() {
        AtomicInteger most = new AtomicInteger();
        AtomicInteger given = new AtomicInteger();
        try (Turns<Integer> turns = new Turns<>(taken::add)) {
            for (int i = 0; i < 5_000; i++) {
                turns.give(i % 100 == 0 ? 20 << 20 : 1, given::incrementAndGet);
                most.accumulateAndGet(i + 1 - taken.size(), Math::max);
            }
            turns.finish();
        }
        assertThat(most.get()).isLessThanOrEqualTo(256);
        assertThat(taken).hasSize(5_000);
    }

    @Test
    void two_large_mails_are_not_held_at_once() {
        try (Turns<Integer> turns = new Turns<>(taken::add)) {
            turns.give(20 << 20, () -> 1);
            turns.give(20 << 20, () -> 2);
            assertThat(taken).containsExactly(1);
        }
    }
}
