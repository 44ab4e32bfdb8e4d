package postern.learning;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the school train when it has something to learn, on a thread that gives way to all others. */
@Singleton
public final class SchoolBell implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SchoolBell.class);
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final Teaching teaching;
    private final School school;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().priority(Thread.MIN_PRIORITY).name("postern-school").factory());

    @Inject
    public SchoolBell(Teaching teaching, School school) {
        this.teaching = teaching;
        this.school = school;
    }

    /** Call once at start, after all tables are there. */
    public void start() {
        timer.scheduleWithFixedDelay(this::ring, 0, EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    private void ring() {
        try {
            teaching.collect();
            if (school.due()) {
                switch (school.train()) {
                    case School.Outcome.TooFew few -> LOG.debug("Nothing to learn from: {} examples of {} topics", few.examples(), few.topics());
                    case School.Outcome.Live live -> LOG.info("Model {} learned from {} examples: {} of them right in cross validation", live.version(),
                        live.model().findings().examples(), live.model().rightAnswers());
                    case School.Outcome.Worse worse -> LOG.warn("Model {} is kept but not used: {} examples right, the live one {}", worse.version(),
                        worse.right(), worse.rightBefore());
                }
            }
        } catch (IOException | RuntimeException e) {
            // A full disk, usually: the live model stays, the next round tries again.
            LOG.error("Learning failed, the live model stays", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
