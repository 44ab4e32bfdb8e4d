package postern.spool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.transport.mailets.remote.delivery.Bouncer;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import postern.store.Work;

/**
 * A mail that was taken from a queue and is being worked on.
 *
 * <p>What is put into a queue out of it (RemoteDelivery passes it on to {@code outgoing}, or puts it back with a delay) is kept
 * with it and inserted by the very commit that removes its own row. So a crash finds it before or after the whole step: work
 * is done again, but nothing that it put into a queue is there twice. What a failed run put there is dropped. Other units of work
 * may join that commit likewise.
 */
final class InHand implements MailQueue.MailQueueItem {
    /** On the mail while it is in hand: id of its row; never stored. */
    static final AttributeName ATTRIBUTE = AttributeName.of("postern.in-hand");
    /** James' count of failed runs. */
    private static final AttributeName FAILURES = AttributeName.of("mail-processing-error-count");

    private final SqlMailQueue queue;
    private final Waiting.Entry entry;
    private final Mail mail;
    private final int failures;
    private final List<Insertion> following = new ArrayList<>();
    private final AtomicBoolean done = new AtomicBoolean();
    private final List<Joined<?>> joined = new ArrayList<>();
    private final boolean joinable;
    private volatile CompletableFuture<Void> held = CompletableFuture.completedFuture(null);
    private volatile boolean rowGone;

    /** @param joinable whether units of work may join its last commit */
    InHand(SqlMailQueue queue, Waiting.Entry entry, Mail mail, boolean joinable) {
        this.joinable = joinable;
        this.queue = queue;
        this.entry = entry;
        this.mail = mail;
        this.failures = failuresOf(mail);
        if (isLeaving()) {
            // What an earlier try found out must not be taken for what this one does.
            mail.removeAttribute(Bouncer.IS_DELIVERY_PERMANENT_ERROR);
        }
        mail.setAttribute(new Attribute(ATTRIBUTE, AttributeValue.of(entry.id())));
    }

    static long idOf(Mail mail) {
        return mail.getAttribute(ATTRIBUTE).flatMap(attribute -> attribute.getValue().valueAs(Long.class)).orElse(-1L);
    }

    private static int failuresOf(Mail mail) {
        return mail.getAttribute(FAILURES).flatMap(attribute -> attribute.getValue().valueAs(Integer.class)).orElse(0);
    }

    /** Whether RemoteDelivery has it, and not the flow. */
    private boolean isLeaving() {
        return !queue.getName().equals(MailQueueFactory.SPOOL);
    }

    Waiting.Entry entry() {
        return entry;
    }

    String name() {
        return mail.getName();
    }

    synchronized List<Insertion> following() {
        return List.copyOf(following);
    }

    /** @return false if it is done with, so that there is no commit left to join */
    synchronized boolean follow(Mail next, Insertion insertion) {
        if (done.get()) {
            return false;
        }
        if (failuresOf(next) > failures) {
            following.clear();
            joined.clear();
        }
        following.add(insertion);
        return true;
    }

    synchronized List<Joined<?>> joined() {
        return List.copyOf(joined);
    }

    /** @return completes after the last commit; empty if there is none to join */
    synchronized <T> Optional<CompletableFuture<T>> join(Work<T> work) {
        if (!joinable || done.get()) {
            return Optional.empty();
        }
        Joined<T> one = new Joined<>(work);
        joined.add(one);
        return Optional.of(one.future());
    }

    /** Lets nobody have the mail before its row is gone from the disk. Where that fails, a full disk usually, the mail goes on with it. */
    void holdUntilGone(CompletableFuture<Void> committed) {
        held = committed.thenRun(() -> rowGone = true).exceptionally(failure -> null);
    }

    boolean isRowGone() {
        return rowGone;
    }

    /** Whether it will not be delivered and nobody is told: James makes no bounce of a mail without a sender (RFC 5321 §6.1). */
    boolean isUnheard() {
        return isLeaving() && mail.getAttribute(Bouncer.IS_DELIVERY_PERMANENT_ERROR).isPresent() && !mail.hasSender() && following().isEmpty();
    }

    @Override
    public Mail getMail() {
        held.join();
        return mail;
    }

    @Override
    public void done(CompletionStatus status) {
        synchronized (this) {
            if (!done.compareAndSet(false, true)) {
                return;
            }
        }
        switch (status) {
            case SUCCESS -> queue.finish(this);
            case RETRY -> queue.putBack(this, false);
            case REJECT -> queue.putBack(this, true);
        }
    }
}
