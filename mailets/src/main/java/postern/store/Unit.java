package postern.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A unit of work on its way through a group commit. */
final class Unit<T> {
    final CompletableFuture<T> future;
    private final Work<T> work;
    private final boolean callerWaits;
    private T result;
    private Throwable failure;

    /** @param callerWaits whether a thread does nothing but wait for the future, so that completing it runs no foreign code */
    Unit(Work<T> work, CompletableFuture<T> future, boolean callerWaits) {
        this.work = work;
        this.future = future;
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

    private void settle(Throwable commitFailure) {
        if (failure != null) {
            future.completeExceptionally(failure);
        } else if (commitFailure != null) {
            future.completeExceptionally(commitFailure);
        } else {
            future.complete(result);
        }
    }
}
