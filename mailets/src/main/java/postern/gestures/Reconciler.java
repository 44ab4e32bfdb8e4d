package postern.gestures;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import postern.desk.TicketId;
import postern.store.Store;
import postern.tickets.Merges;
import postern.tickets.Ticket;
import postern.tickets.TicketEvent;
import postern.tickets.Tickets;

/**
 * Compares folder, keywords and row of every ticket that is not done, some at a time, and mends what differs: at start, and then once in a
 * while. Between two steps of the flow a mail may lie where its ticket stood a moment ago, so only what differs at two looks is mended.
 * It reads rows and no mail. One thread at a time.
 */
@Singleton
public final class Reconciler {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final int AT_ONCE = 500;
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final Store store;
    private final Tickets tickets;
    private final Conversations conversations;
    private final Acts acts;
    private final Clock clock;
    private final Counter mended;
    private Set<TicketId> suspects = Set.of();
    /** The row before the next one to look at. */
    private long position;
    private Instant next = Instant.EPOCH;

    @Inject
    public Reconciler(Store store, Tickets tickets, Conversations conversations, Acts acts, Clock clock, MeterRegistry meters) {
        this.store = store;
        this.tickets = tickets;
        this.conversations = conversations;
        this.acts = acts;
        this.clock = clock;
        this.mended = Counter.builder("postern.gestures.mended").description("tickets whose mails did not lie or look as the ticket stood").register(meters);
    }

    /** Looks at some tickets more, and again at those that differed the last time. */
    public void round() {
        Set<TicketId> before = suspects;
        suspects = new HashSet<>();
        before.forEach(this::mend);
        Instant now = clock.instant();
        // Long before it a clock was set back: it does not wait for that.
        if (now.isBefore(next) && !now.isBefore(next.minus(PAUSE))) {
            return;
        }
        Merges.Page page = store.read(connection -> Merges.page(connection, position, AT_ONCE));
        position = page.last();
        if (page.end()) {
            position = 0;
            next = now.plus(PAUSE);
        }
        suspects.addAll(store.read(connection -> differing(connection, page.tickets())).keySet());
    }

    private Map<TicketId, List<String>> differing(Connection connection, List<TicketId> some) throws SQLException {
        Map<TicketId, List<String>> differing = new LinkedHashMap<>();
        for (TicketId id : some) {
            List<String> differences = differences(connection, id);
            if (!differences.isEmpty()) {
                differing.put(id, differences);
            }
        }
        return differing;
    }

    private List<String> differences(Connection connection, TicketId id) throws SQLException {
        TicketId survivor = Merges.survivor(connection, id);
        if (!survivor.equals(id)) {
            return conversations.count(connection, id) > 0 ? List.of("merged") : List.of();
        }
        Optional<Ticket> ticket = tickets.find(connection, id);
        return ticket.isEmpty() ? List.of() : acts.differences(connection, ticket.get());
    }

    private void mend(TicketId id) {
        store.writeAndWait(connection -> {
            Set<String> differences = new TreeSet<>(differences(connection, id));
            if (differences.isEmpty()) {
                return (Runnable) () -> { };
            }
            TicketId survivor = Merges.survivor(connection, id);
            if (!survivor.equals(id)) {
                conversations.rehome(connection, id, survivor);
            }
            Runnable told = acts.follow(connection, survivor);
            // What cannot be put right is not said again and again.
            differences.removeAll(differences(connection, id));
            if (differences.isEmpty()) {
                return told;
            }
            tickets.note(connection, survivor, new TicketEvent(clock.instant(), "mended", "", String.join(", ", differences)));
            LOG.warn("mended ticket {}: its mails were out of step ({})", survivor, String.join(", ", differences));
            mended.increment();
            return told;
        }).run();
    }
}
