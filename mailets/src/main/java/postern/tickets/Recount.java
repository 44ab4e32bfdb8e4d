package postern.tickets;

import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import postern.desk.Desk;
import postern.store.Store;

/**
 * Does the sum of all running clocks again: at start, because the stored deadlines are a cache, and whenever desk.yaml changed,
 * because holidays are announced in the middle of the year. Each deadline that moves is an event of its ticket. Of one thread.
 */
public final class Recount {
    private static final Logger LOG = LoggerFactory.getLogger(Recount.class);
    private static final int AT_ONCE = 200;

    private final Store store;
    private Desk last;

    public Recount(Store store) {
        this.store = store;
    }

    /** @return how many deadlines moved; always 0 while the desk stays the same */
    public int look(Desk desk, Instant now) {
        if (desk == last) {
            return 0;
        }
        int moved = 0;
        long after = 0;
        for (List<Long> page = page(after); !page.isEmpty(); page = page(after)) {
            after = page.getLast();
            List<Long> wrong = page.stream().filter(ticket -> store.read(connection -> ClockCache.isWrong(connection, ticket, desk))).toList();
            for (long ticket : wrong) {
                moved += store.writeAndWait(connection -> {
                    boolean changed = ClockCache.keep(connection, ticket, desk);
                    if (changed) {
                        Rows.event(connection, ticket, new TicketEvent(now, "recounted", "", Rows.ticket(connection, ticket).flatMap(Ticket::deadline)
                            .map(Instant::toString).orElse("no deadline")));
                    }
                    return changed ? 1 : 0;
                });
            }
        }
        last = desk;
        if (moved > 0) {
            LOG.info("{} deadlines moved with the calendars or promises of the desk", moved);
        }
        return moved;
    }

    private List<Long> page(long after) {
        return store.read(connection -> Sql.list(connection, "select id from ticket where state = 'open' and id > ? order by id limit ?",
            row -> row.getLong(1), after, AT_ONCE));
    }
}
