package postern.spool;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One who takes mails from a queue: gets as many as asked for, one after the other, on a thread of the spool. Nothing runs
 * while there is no mail or no demand. It has no more in hand than the queue allows at the moment; the end of a mail is a new
 * demand, which wakes it.
 */
final class QueueSubscription implements Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(QueueSubscription.class);

    private final SqlMailQueue queue;
    private final Subscriber<? super MailQueueItem> subscriber;
    private final Executor executor;
    private final AtomicLong demand = new AtomicLong();
    /** The demand of a consumer who has nothing in hand. */
    private final AtomicLong whole = new AtomicLong();
    private final AtomicInteger signals = new AtomicInteger();
    private volatile boolean cancelled;

    QueueSubscription(SqlMailQueue queue, Subscriber<? super MailQueueItem> subscriber, Executor executor) {
        this.queue = queue;
        this.subscriber = subscriber;
        this.executor = executor;
    }

    @Override
    public void request(long count) {
        if (count <= 0) {
            cancel();
            // Reactive Streams 1.0 §3.9
            subscriber.onError(new IllegalArgumentException("a request of " + count));
            return;
        }
        // First the whole: who sees a demand knows what it is a part of.
        whole.accumulateAndGet(sum(demand.get(), count), Math::max);
        count(count);
        wake();
    }

    private void count(long change) {
        demand.getAndUpdate(before -> sum(before, change));
    }

    private static long sum(long before, long change) {
        return before == Long.MAX_VALUE || before + change < 0 ? Long.MAX_VALUE : before + change;
    }

    @Override
    public void cancel() {
        cancelled = true;
        queue.forget(this);
    }

    /** Whether the consumer gets a mail if there is one. An unbounded demand does not tell what is in hand, and is never held back. */
    private boolean mayHave() {
        long wanted = demand.get();
        return wanted > 0 && (wanted == Long.MAX_VALUE || whole.get() - wanted < queue.atOnce());
    }

    /** Call when a mail may be ready. */
    void wake() {
        if (mayHave() && signals.getAndIncrement() == 0) {
            executor.execute(this::deliver);
        }
    }

    private void deliver() {
        int handled = signals.get();
        while (handled != 0) {
            while (!cancelled && mayHave()) {
                MailQueueItem item = queue.take();
                if (item == null) {
                    break;
                }
                count(-1);
                give(item);
            }
            handled = signals.addAndGet(-handled);
        }
    }

    private void give(MailQueueItem item) {
        try {
            subscriber.onNext(item);
        } catch (RuntimeException e) {
            // Reactive Streams 1.0 §2.13: who throws is treated as having cancelled; the mail stays in hand until a restart.
            LOG.error("A consumer of {} failed and gets no more mail", queue.getName().asString(), e);
            cancel();
        } catch (Error e) {
            // No consumer means these: memory or the stack ran out on the way. The mail waits a while, and the demand stays.
            LOG.error("A mail of {} could not be handed over", queue.getName().asString(), e);
            count(1);
            putBack(item);
        }
    }

    private static void putBack(MailQueueItem item) {
        try {
            item.done(MailQueueItem.CompletionStatus.REJECT);
        } catch (MailQueue.MailQueueException e) {
            LOG.error("A mail stays in hand until a restart", e);
        }
    }
}
