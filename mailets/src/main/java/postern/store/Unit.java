package postern.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A unit of work on its way through a group commit. */
final class Unit<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Unit.class);

    final CompletableFuture<T> future = new CompletableFuture<>();
    private final Work<T> work;
    private final boolean callerWaits;
    private final List<Runnable> following = new ArrayList<>(2);
    private T result;
    private Throwable failure;

    /** @param callerWaits whether a thread does nothing but wait for the future, so that completing it runs no foreign code */
    Unit(Work<T> work, boolean callerWaits) {
        this.work = work;
        this.callerWaits = callerWaits;
    }

    /** @return whether it succeeded */
    boolean run(Connection connection) {
        try {
            result = work.on(connection);
            return true;
        } catch (SQLException e) {
            failure = StoreExceptions.of("a unit of work failed", e);
        } catch (RuntimeException | Error e) {
            // The writer serves everybody: what one unit throws goes to its caller alone.
            failure = e;
        }
        return false;
    }

    /** @param commitFailure why the whole transaction failed, or null */
    void complete(Throwable commitFailure, Executor executor) {
        if (callerWaits) {
            settle(commitFailure);
        } else {
            executor.execute(() -> settle(commitFailure));
        }
    }

    void afterCommit(Runnable action) {
        following.add(action);
    }

    /** Does what is to be done after the commit. */
    void follow() {
        for (Runnable action : following) {
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.error("What follows a commit failed", e);
            }
        }
    }

    private void settle(Throwable commitFailure) {
        if (failure != null) {
            future.completeExceptionally(failure);
        } else if (commitFailure != null) {
            future.completeExceptionally(commitFailure);
        } else {
            if (!callerWaits) {
                follow();
            }
            future.complete(result);
        }
    }
}
