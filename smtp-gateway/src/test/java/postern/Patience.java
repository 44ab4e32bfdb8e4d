package postern;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.pollinterval.IterativePollInterval;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How tests await a condition that states no bound of its own, James' contract tests too: looked at soon, then less often, and given
 * up so late that a busy machine does not look like a fault.
 */
public final class Patience implements BeforeAllCallback {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofMillis(5);
    private static final Duration SELDOM = Duration.ofMillis(100);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(BOUND);
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(IterativePollInterval.iterative(Patience::longer, SOON));
    }

    private static Duration longer(Duration last) {
        Duration next = last.multipliedBy(3).dividedBy(2);
        return next.compareTo(SELDOM) < 0 ? next : SELDOM;
    }
}
