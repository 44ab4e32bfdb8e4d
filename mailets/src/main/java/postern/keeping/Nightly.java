package postern.keeping;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import postern.desk.Desk;

/** Sweeps once a night, by the calendar of the desk's catch-all team; what a night missed, the next look makes up for. */
@Singleton
public final class Nightly implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Nightly.class);
    private static final LocalTime HOUR = LocalTime.of(3, 0);
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final RetentionSweep sweep;
    private final Provider<Desk> desk;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().priority(Thread.MIN_PRIORITY).name("postern-nightly").factory());

    @Inject
    public Nightly(RetentionSweep sweep, Provider<Desk> desk, Clock clock) {
        this.sweep = sweep;
        this.desk = desk;
        this.clock = clock;
    }

    /** Call once at start, after all tables are there. */
    public void start() {
        timer.scheduleWithFixedDelay(this::look, LOOK.toSeconds(), LOOK.toSeconds(), TimeUnit.SECONDS);
    }

    /** @return whether a night's hour has passed since it was done last */
    boolean due() {
        Desk now = desk.get();
        ZonedDateTime here = clock.instant().atZone(now.calendarOf(now.catchAllTeam()).zone());
        ZonedDateTime today = here.with(HOUR);
        Instant night = (here.isBefore(today) ? today.minusDays(1) : today).toInstant();
        return sweep.last().filter(last -> !last.isBefore(night)).isEmpty();
    }

    private void look() {
        try {
            if (due()) {
                sweep.sweep();
            }
        } catch (RuntimeException e) {
            // A full disk, usually: what was deleted stays deleted, the next look goes on.
            LOG.warn("Retention stopped early: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
