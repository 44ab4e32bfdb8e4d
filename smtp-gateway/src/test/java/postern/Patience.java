package postern;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long tests await a condition that states no bound of its own, James' contract tests too: so long that a busy machine does not
 * look like a fault.
 */
public final class Patience implements BeforeAllCallback {
    private static final Duration BOUND = Duration.ofSeconds(60);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(BOUND);
    }
}
