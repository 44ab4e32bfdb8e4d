package postern.spool;

import static org.apache.james.queue.api.MailQueue.MailQueueItem;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import javax.mail.MessagingException;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.TimeMetric;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.mailet.Mail;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import postern.store.StoreException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One queue of the spool: rows in the store, the order of their turns in memory, mails handed out as they are asked for. */
public final class SqlMailQueue implements ManageableMailQueue {
    private static final Logger LOG = LoggerFactory.getLogger(SqlMailQueue.class);
    private static final Duration PAUSE_AFTER_REJECT = Duration.ofMinutes(1);
    private static final Duration PAUSE_AFTER_STORE_FAILURE = Duration.ofSeconds(2);

    private final MailQueueName name;
    private final SpoolParts parts;
    private final Waiting waiting = new Waiting();
    private final List<QueueSubscription> subscriptions = new CopyOnWriteArrayList<>();
    private final Metric enqueued;
    private final Unheard unheard;
    private final Metric dequeued;
    private final Alarm alarm;
    private final Ending ending;
    private final IntSupplier most;

    /**
     * @param spool the queue of the mailet container
     * @param most mails that one consumer may have in hand
     */
    SqlMailQueue(MailQueueName name, SpoolParts parts, Supplier<SqlMailQueue> spool, IntSupplier most) {
        this.name = name;
        this.most = most;
        this.parts = parts;
        alarm = new Alarm(parts, this::wake);
        ending = new Ending(this, parts, waiting);
        unheard = new Unheard(spool, parts.metrics().generate("unheard:" + name.asString()));
        enqueued = parts.metrics().generate(ENQUEUED_METRIC_NAME_PREFIX + name.asString());
        dequeued = parts.metrics().generate(DEQUEUED_METRIC_NAME_PREFIX + name.asString());
        parts.gauges().register(QUEUE_SIZE_METRIC_NAME_PREFIX + name.asString(), this::getSize);
        long now = now();
        parts.store().read(connection -> {
            SpoolTable.scan(connection, name.asString(), (entry, mail, envelope) -> waiting.add(entry, now));
            return null;
        });
    }

    @Override
    public MailQueueName getName() {
        return name;
    }

    @Override
    public void enQueue(Mail mail) throws MailQueueException {
        enQueue(mail, Duration.ZERO);
    }

    @Override
    public void enQueue(Mail mail, Duration delay) throws MailQueueException {
        TimeMetric time = parts.metrics().timer(ENQUEUED_TIMER_METRIC_NAME_PREFIX + name.asString());
        try {
            Insertion insertion = Insertion.of(this, mail, now(), delay);
            if (!joinsItsOrigin(mail, insertion)) {
                added(insertion, parts.store().writeAndWait(connection -> parts.insert(connection, insertion)));
            }
        } catch (StoreException e) {
            throw new MailQueueException("cannot put " + mail.getName() + " into " + name.asString(), e);
        } finally {
            time.stopAndPublish();
        }
    }

    @Override
    public Publisher<Void> enqueueReactive(Mail mail) {
        return Mono.defer(() -> {
            try {
                Insertion insertion = Insertion.of(this, mail, now(), Duration.ZERO);
                return joinsItsOrigin(mail, insertion) ? Mono.empty()
                    : Mono.fromFuture(parts.store().write(connection -> parts.insert(connection, insertion)))
                        .doOnNext(id -> added(insertion, id)).then();
            } catch (MailQueueException e) {
                return Mono.error(e);
            }
        });
    }

    private boolean joinsItsOrigin(Mail mail, Insertion insertion) {
        InHand origin = parts.inHand().get(InHand.idOf(mail));
        return origin != null && origin.follow(mail, insertion);
    }

    private long now() {
        return parts.clock().millis();
    }

    /** Call after the commit that inserted the row. */
    void added(Insertion insertion, long id) {
        enqueued.increment();
        admit(new Waiting.Entry(id, insertion.priority(), insertion.due(), insertion.parcel()));
    }

    /** Lets a committed row wait for its turn; one that waits already, or is in hand, is left alone. */
    void admit(Waiting.Entry entry) {
        waiting.add(entry, now());
        wake();
    }

    @Override
    public Publisher<MailQueueItem> deQueue() {
        return Flux.from(subscriber -> {
            QueueSubscription subscription = new QueueSubscription(this, subscriber, parts.threads());
            subscriptions.add(subscription);
            subscriber.onSubscribe(subscription);
        });
    }

    void forget(QueueSubscription subscription) {
        subscriptions.remove(subscription);
    }

    private void wake() {
        if (waiting.hasReady(now())) {
            subscriptions.forEach(QueueSubscription::wake);
        }
        waiting.nextDue().ifPresent(alarm::set);
    }

    /** @return mails that one consumer may have in hand now */
    int atOnce() {
        return givesWay() ? 1 : most.getAsInt();
    }

    /** Whether mails are to be taken one after the other, because the processors are wanted by those that come in. */
    private boolean givesWay() {
        return name.equals(MailQueueFactory.SPOOL) && parts.rush().isOn() && !waiting.hasWaitedSince(now() - Rush.LONGEST.toMillis());
    }

    /** @return the next mail, now in hand, or null if none is due */
    MailQueueItem take() {
        for (Waiting.Entry entry = waiting.take(now()); entry != null; entry = waiting.take(now())) {
            try {
                Waiting.Entry taken = entry;
                Parcel parcel = entry.parcel() != null ? entry.parcel()
                    : parts.store().read(connection -> SpoolTable.load(connection, taken.id())).orElse(null);
                if (parcel != null) {
                    InHand item = new InHand(this, entry, parcel.unpack(parts.store()), !ending.isAlone(entry));
                    if (Once.appliesTo(item.getMail(), name)) {
                        item.holdUntilGone(forgetRow(entry));
                    }
                    parts.inHand().put(entry.id(), item);
                    dequeued.increment();
                    return parts.decorators().decorate(item, name);
                }
                waiting.done(entry.id());
            } catch (MessagingException | RuntimeException | Error e) {
                parts.inHand().remove(entry.id());
                LOG.error("Cannot take row {} of {}; it stays there", entry.id(), name.asString(), e);
                pause(entry, e instanceof StoreException ? PAUSE_AFTER_STORE_FAILURE : PAUSE_AFTER_REJECT);
            }
        }
        return null;
    }

    private CompletableFuture<Void> forgetRow(Waiting.Entry entry) {
        return parts.store().write(connection -> {
            SpoolTable.delete(connection, entry.id());
            return null;
        });
    }

    void pause(Waiting.Entry entry, Duration pause) {
        waiting.putBack(entry.dueAt(now() + pause.toMillis()), now());
        waiting.nextDue().ifPresent(alarm::set);
    }

    /** A mail was worked off. */
    void finish(InHand item) {
        List<Insertion> following = item.isUnheard() ? unheard.toFlow(item.getMail(), now()) : item.following();
        parts.inHand().remove(item.entry().id());
        ending.of(item, following);
    }

    /** A mail could not be worked off: the row, which never left, waits again. */
    void putBack(InHand item, boolean rejected) {
        parts.inHand().remove(item.entry().id());
        if (rejected) {
            LOG.error("{} was given back to {}; next try in {}", item.getMail().getName(), name.asString(), PAUSE_AFTER_REJECT);
            pause(item.entry(), PAUSE_AFTER_REJECT);
        } else {
            waiting.putBack(item.entry(), now());
            wake();
        }
    }

    @Override
    public long getSize() {
        return waiting.size();
    }

    @Override
    public long flush() throws MailQueueException {
        long now = now();
        List<Long> flushed = waiting.flush(now);
        change(flushed, (connection, id) -> SpoolTable.setDue(connection, id, now));
        wake();
        return flushed.size();
    }

    @Override
    public long clear() throws MailQueueException {
        return remove(id -> true);
    }

    @Override
    public long remove(Type type, String value) throws MailQueueException {
        Set<Long> matching = new HashSet<>();
        parts.store().read(connection -> {
            SpoolTable.scan(connection, name.asString(), (entry, mail, envelope) -> {
                if (matches(type, value, mail, envelope)) {
                    matching.add(entry.id());
                }
            });
            return null;
        });
        return remove(matching::contains);
    }

    private long remove(LongPredicate chosen) throws MailQueueException {
        List<Long> removed = waiting.removeIf(chosen);
        change(removed, SpoolTable::delete);
        return removed.size();
    }

    /** Takes a row out that waits. @return false if it is in hand; then it ends by itself, or waits again */
    boolean withdraw(long id) {
        return !waiting.removeIf(row -> row == id).isEmpty() || !waiting.knows(id);
    }

    private static boolean matches(Type type, String value, String mail, String json) throws SQLException {
        try {
            return switch (type) {
                case Name -> mail.equals(value);
                case Sender -> value.equals(Envelope.fromJson(json).sender());
                case Recipient -> Envelope.fromJson(json).recipients().contains(value);
            };
        } catch (MessagingException e) {
            throw new SQLException(e);
        }
    }

    private void change(List<Long> ids, SpoolParts.Change change) throws MailQueueException {
        try {
            parts.changeAll(ids, change);
        } catch (StoreException e) {
            throw new MailQueueException("cannot change " + name.asString(), e);
        }
    }

    @Override
    public MailQueueIterator browse() {
        return new Browse(parts.store(), waiting.list(now()).iterator());
    }

    /** Others may use the queue still; it ends with its factory. */
    @Override
    public void close() {
        LOG.debug("{} stays open", name.asString());
    }
}
