package postern.spool;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import postern.store.Work;

/** A unit of work that joined the last commit of a mail in hand. */
final class Joined<T> {
    private final Work<T> work;
    private final CompletableFuture<T> future = new CompletableFuture<>();
    private T result;

    Joined(Work<T> work) {
        this.work = work;
    }

    CompletableFuture<T> future() {
        return future;
    }

    void on(Connection connection) throws SQLException {
        result = work.on(connection);
    }

    /** Call after the commit. */
    void complete() {
        future.complete(result);
    }
}
