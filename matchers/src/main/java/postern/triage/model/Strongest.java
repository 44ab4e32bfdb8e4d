package postern.triage.model;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** The few greatest of many numbers, without sorting the rest. */
final class Strongest {
    private Strongest() {
    }

    /** @return places of the greatest, {@code most} at most, the greatest first; of equals, the first ones in their order */
    static int[] of(float[] strengths, int most, IntPredicate counts) {
        int[] kept = new int[Math.min(most, strengths.length)];
        int size = 0;
        for (int i = 0; i < strengths.length && kept.length > 0; i++) {
            boolean weak = size == kept.length && strengths[i] <= strengths[kept[size - 1]];
            if (!weak && counts.test(i)) {
                int at = Math.min(size, kept.length - 1);
                while (at > 0 && strengths[kept[at - 1]] < strengths[i]) {
                    kept[at] = kept[--at];
                }
                kept[at] = i;
                size = Math.min(size + 1, kept.length);
            }
        }
        return Arrays.copyOf(kept, size);
    }
}
