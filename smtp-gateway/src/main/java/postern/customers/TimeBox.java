package postern.customers;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what may hang, but only so long, and lets only so many hang at once. */
final class TimeBox {
    private final Semaphore seats;

    /** @param seats how many may be under way at once; each is a thread until it ends */
    TimeBox(int seats) {
        this.seats = new Semaphore(seats);
    }

    /** @throws Unanswered if it took too long, failed, or too many others have not come back yet */
    <T> T within(Duration patience, Callable<T> asking) throws Unanswered {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            if (!seats.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new Unanswered("busy");
            }
            FutureTask<T> task = new FutureTask<>(asking);
            // Cancelled or not, the thread may still hang: its seat is free when it ends, not before.
            // A thread of the system: one that hangs in a driver would take a carrier from all virtual ones.
            Thread.ofPlatform().daemon().name("customer-groups").start(() -> {
                try {
                    task.run();
                } finally {
                    seats.release();
                }
            });
            return answer(task, deadline - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unanswered("interrupted");
        }
    }

    private static <T> T answer(Future<T> task, long nanos) throws Unanswered, InterruptedException {
        try {
            return task.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new Unanswered("timed out");
        } catch (ExecutionException e) {
            // The message of a driver may hold the query's address or a password.
            throw new Unanswered("failed: " + e.getCause().getClass().getSimpleName());
        }
    }
}
