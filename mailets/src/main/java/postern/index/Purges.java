package postern.index;

import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Who waits for removed mails to be gone from the files of the index. Thread-safe. */
final class Purges {
    private final Queue<Purge> asked = new ConcurrentLinkedQueue<>();

    /** @param position the last change that must be gone */
    private record Purge(long position, CompletableFuture<Void> done) {
    }

    /** @return whether it was done in time */
    boolean ask(long position, Duration atMost) {
        Purge purge = new Purge(position, new CompletableFuture<>());
        asked.add(purge);
        try {
            purge.done().get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            asked.remove(purge);
        }
        return false;
    }

    /**
     * Called by the thread that changes the index.
     *
     * @return whether the index is durable now as it is
     */
    boolean serve(LiveIndex live) throws IOException {
        Purge first = asked.peek();
        if (first == null || live.coverage().position() < first.position()) {
            return false;
        }
        live.purge();
        asked.remove(first);
        first.done().complete(null);
        return true;
    }
}
