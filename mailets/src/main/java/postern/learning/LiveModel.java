package postern.learning;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import postern.triage.model.CurrentModel;
import postern.triage.model.Model;
import postern.triage.model.ModelFile;

/**
 * The live model of the shelf, whoever makes it so: it looks every other second, by one of the threads that ask, while the others
 * go on with the model they know. They keep it while the shelf cannot be read; one that is damaged is used by nobody. Thread-safe.
 */
@Singleton
public final class LiveModel implements CurrentModel {
    private static final Logger LOG = LoggerFactory.getLogger(LiveModel.class);
    private static final long LOOK = Duration.ofSeconds(2).toMillis();

    private final ModelShelf shelf;
    private final Clock clock;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile State state = new State(Optional.empty(), Optional.empty(), Long.MIN_VALUE, false);

    /** @param unread whether the last look failed */
    private record State(Optional<Integer> version, Optional<Model> model, long looked, boolean unread) {
    }

    @Inject
    public LiveModel(ModelShelf shelf, Clock clock) {
        this.shelf = shelf;
        this.clock = clock;
    }

    @Override
    public Optional<Model> get() {
        long now = clock.millis();
        State known = state;
        if (now < known.looked() + LOOK && now >= known.looked() || !looking.tryLock()) {
            return known.model();
        }
        try {
            state = look(known, now);
            return state.model();
        } finally {
            looking.unlock();
        }
    }

    private State look(State known, long now) {
        Optional<Integer> version = Optional.empty();
        try {
            version = shelf.live();
            if (version.equals(known.version())) {
                return new State(version, known.model(), now, false);
            }
            Optional<Model> model = version.isPresent() ? Optional.of(shelf.read(version.get())) : Optional.empty();
            version.ifPresent(number -> LOG.info("Model {} is live: {} topics, {} examples", number, model.orElseThrow().findings().topics().size(),
                model.orElseThrow().findings().examples()));
            return new State(version, model, now, false);
        } catch (IOException e) {
            if (e.getCause() instanceof ModelFile.Damaged) {
                LOG.error("Rules decide alone, the live model cannot be used (./postern model rollback makes an earlier one live): {}", e.getMessage());
                return new State(version, Optional.empty(), now, false);
            }
            if (!known.unread()) {
                LOG.warn("The live model cannot be read; {} until it can be: {}", known.model().isPresent() ? "the one before goes on" : "rules decide alone",
                    e.toString());
            }
            return new State(known.version(), known.model(), now, true);
        }
    }
}
