package postern.spool;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import postern.store.StoreException;

/**
 * How mails of one queue end: the row goes, what joined its last commit is done and what follows from it comes, in one unit of
 * work that nobody waits for.
 */
final class Ending {
    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final SqlMailQueue queue;
    private final SpoolParts parts;
    private final Waiting waiting;
    /** Mails whose last commit failed with what had joined it. */
    private final Set<Long> alone = ConcurrentHashMap.newKeySet();

    Ending(SqlMailQueue queue, SpoolParts parts, Waiting waiting) {
        this.queue = queue;
        this.parts = parts;
        this.waiting = waiting;
    }

    /** Whether nothing may join the last commit of this mail, because it failed so before. */
    boolean isAlone(Waiting.Entry entry) {
        return alone.contains(entry.id());
    }

    void of(InHand item, List<Insertion> following) {
        List<Joined<?>> joined = item.joined();
        if (item.isRowGone() && following.isEmpty() && joined.isEmpty()) {
            ended(item);
            return;
        }
        CompletableFuture<List<Long>> ids;
        try {
            ids = parts.store().write(connection -> write(connection, item, joined, following));
        } catch (StoreException e) {
            ids = CompletableFuture.failedFuture(e);
        }
        ids.whenComplete((inserted, failure) -> {
            if (failure == null) {
                // Not before: as long as the row is there, it may be announced and must not be admitted a second time.
                ended(item);
                joined.forEach(Joined::complete);
                for (int i = 0; i < inserted.size(); i++) {
                    following.get(i).queue().added(following.get(i), inserted.get(i));
                }
            } else if (joined.isEmpty()) {
                // A full disk, usually. After a restart the mail would be worked on once more, which changes nothing.
                LOG.warn("Cannot remove {} from {} yet: {}", item.name(), queue.getName().asString(), failure.getMessage());
                parts.after(PAUSE, () -> of(item, following));
            } else {
                LOG.warn("{} goes through the flow again: {}", item.name(), failure.getMessage());
                alone.add(item.entry().id());
                queue.pause(item.entry(), PAUSE);
            }
        });
    }

    private List<Long> write(Connection connection, InHand item, List<Joined<?>> joined, List<Insertion> following) throws SQLException {
        for (Joined<?> one : joined) {
            one.on(connection);
        }
        List<Long> inserted = new ArrayList<>(following.size());
        for (Insertion insertion : following) {
            inserted.add(parts.insert(connection, insertion));
        }
        if (!item.isRowGone()) {
            SpoolTable.delete(connection, item.entry().id());
        }
        return inserted;
    }

    private void ended(InHand item) {
        alone.remove(item.entry().id());
        waiting.done(item.entry().id());
    }
}
