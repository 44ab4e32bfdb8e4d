package postern.server;

import com.google.inject.Module;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A Wednesday at ten in the morning in Shanghai, at which the clock of a gateway begins whenever and wherever its test runs. */
final class WorkingMorning {
    static final Instant TEN = Instant.parse("2026-11-25T02:00:00Z");

    private WorkingMorning() {
    }

    static Module clock() {
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), TEN));
        return binder -> binder.bind(Clock.class).toInstance(clock);
    }
}
