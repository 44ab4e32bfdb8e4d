package postern.explain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Does pieces of work on all processors and hands over what came of them in the order in which they were given. No more than a few
 * pieces and octets wait at once. For one thread, which takes the results too.
 */
public final class Turns<T> implements AutoCloseable {
    private static final int WAITING = 256;
    private static final long ROOM = 32 << 20;

    private final ExecutorService workers;
    private final Consumer<T> taker;
    private final Deque<Piece<T>> pieces = new ArrayDeque<>();
    private long octets;

    private record Piece<T>(long octets, CompletableFuture<T> result) {
    }

    /** @param taker called by the thread that gives the work */
    public Turns(Consumer<T> taker) {
        this.taker = taker;
        this.workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), Thread.ofPlatform().daemon().name("explain-", 0).factory());
    }

    /**
     * Waits while too much is under way.
     *
     * @param size octets that the work holds
     */
    public void give(long size, Supplier<T> work) {
        while (pieces.size() >= WAITING || !pieces.isEmpty() && octets + size > ROOM || !pieces.isEmpty() && pieces.getFirst().result().isDone()) {
            take();
        }
        octets += size;
        pieces.add(new Piece<>(size, CompletableFuture.supplyAsync(work, workers)));
    }

    /** Waits until all is done and handed over. */
    public void finish() {
        while (!pieces.isEmpty()) {
            take();
        }
    }

    private void take() {
        Piece<T> piece = pieces.removeFirst();
        octets -= piece.octets();
        taker.accept(piece.result().join());
    }

    /** What is not done yet is left. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}
