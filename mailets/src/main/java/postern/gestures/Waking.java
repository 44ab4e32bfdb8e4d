package postern.gestures;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import javax.inject.Inject;
import javax.inject.Singleton;
import postern.desk.TicketId;
import postern.store.Store;

/** Brings tickets back whose time has come. One thread at a time. */
@Singleton
public final class Waking {
    private static final int AT_ONCE = 100;
    private final Store store;
    private final Snoozes snoozes;
    private final Acts acts;
    private final Clock clock;

    @Inject
    public Waking(Store store, Snoozes snoozes, Acts acts, Clock clock) {
        this.store = store;
        this.snoozes = snoozes;
        this.acts = acts;
        this.clock = clock;
    }

    public void round() {
        Instant now = clock.instant();
        List<TicketId> over = store.read(connection -> snoozes.over(connection, now, AT_ONCE));
        over.forEach(ticket -> acts.wake(ticket, now));
    }
}
