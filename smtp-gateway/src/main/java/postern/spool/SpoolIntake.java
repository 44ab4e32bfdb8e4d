package postern.spool;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.inject.Singleton;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.queue.api.MailPrioritySupport;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import postern.desk.Desk;
import postern.desk.EdgePolicy;
import postern.edge.Arrival;
import postern.edge.Intake;
import postern.edge.IntakeRefused;
import postern.edge.Refusal;
import postern.store.Store;
import postern.store.StoreException;
import postern.store.Work;

/** Takes mail over from the edge: journal, body and spool row in one commit. */
@Singleton
public final class SpoolIntake implements Intake {
    private static final long LOOK_AT_DISK_MILLIS = 1000;
    /** While mail is refused, so that it is taken again as soon as there is room. */
    private static final long LOOK_WHEN_TIGHT_MILLIS = 10;
    /** A body is written to the log first and to the file later. */
    private static final long WRITTEN = 2;

    private final Store store;
    private final SqlMailQueue spool;
    private final Rush rush;
    private final Provider<Desk> desk;
    private final Clock clock;
    private final Screening screening;
    private final Counter accepted;
    private final AtomicLong looked = new AtomicLong();
    private final AtomicLong freeDisk = new AtomicLong(Long.MAX_VALUE);

    public SpoolIntake(Store store, SqlMailQueueFactory queues, Provider<Desk> desk, Clock clock, MeterRegistry registry) {
        this(store, queues, desk, clock, registry, Screening.NONE);
    }

    @Inject
    public SpoolIntake(Store store, SqlMailQueueFactory queues, Provider<Desk> desk, Clock clock, MeterRegistry registry, Screening screening) {
        this.screening = screening;
        this.store = store;
        this.spool = queues.spool();
        this.rush = queues.rush();
        this.desk = desk;
        this.clock = clock;
        this.accepted = Counter.builder("postern.spool.accepted").description("mails taken over from the edge")
            .register(registry);
    }

    @Override
    public void accept(Arrival crossed) throws IntakeRefused {
        try {
            Screening.Screened screened = crossed.login().isPresent() ? screening.screened(crossed) : Screening.NONE.screened(crossed);
            Arrival arrival = screened.arrival();
            Parcel parcel = pack(arrival);
            long due = clock.millis();
            Work<Optional<Refusal>> question = screened.question();
            AtomicReference<Refusal> refusal = new AtomicReference<>();
            OptionalLong id = rush.during(() -> store.writeAndWait(connection -> {
                question.on(connection).ifPresent(refusal::set);
                if (refusal.get() != null) {
                    return OptionalLong.empty();
                }
                parcel.putBody(connection, store.bodies());
                if (!Journal.enter(connection, arrival, parcel.prefix(), parcel.body())) {
                    return OptionalLong.empty();
                }
                return OptionalLong.of(SpoolTable.insert(connection, spool.getName().asString(), parcel,
                    MailPrioritySupport.NORMAL_PRIORITY, due));
            }));
            if (refusal.get() != null) {
                throw new IntakeRefused(refusal.get());
            }
            accepted.increment();
            freeDisk.addAndGet(-WRITTEN * arrival.content().length);
            id.ifPresent(row -> spool.added(
                new Insertion(spool, parcel, MailPrioritySupport.NORMAL_PRIORITY, due), row));
        } catch (StoreException e) {
            throw new IntakeRefused(e.isFull() ? "disk full" : "store failed: " + e.getMessage(), e);
        } catch (AddressException e) {
            throw new IntakeRefused("an address that the spool cannot hold: " + e.getMessage(), e);
        }
    }

    private Parcel pack(Arrival arrival) throws AddressException {
        byte[] prefix = arrival.trace().getBytes(StandardCharsets.UTF_8);
        byte[] content = arrival.content();
        byte[] whole = content.length <= StoredSource.SMALL ? StoredSource.join(prefix, content) : null;
        Envelope envelope = Envelope.of(mailOf(arrival));
        return new Parcel(arrival.name(), envelope.toJson(), envelope, prefix, Store.Bodies.sha256(content), content,
            whole);
    }

    static MailImpl mailOf(Arrival arrival) throws AddressException {
        List<MailAddress> recipients = new ArrayList<>(arrival.recipients().size());
        for (String recipient : arrival.recipients()) {
            recipients.add(new MailAddress(recipient));
        }
        MailImpl.Builder mail = MailImpl.builder().name(arrival.name())
            .sender(arrival.sender().isEmpty() ? null : new MailAddress(arrival.sender()))
            .addRecipients(recipients)
            .remoteAddr(arrival.remoteAddress()).remoteHost(arrival.helo())
            .lastUpdated(Date.from(arrival.receivedAt()))
            .addAttribute(attribute("postern.name", AttributeValue.of(arrival.name())))
            .addAttribute(attribute("postern.received-at", AttributeValue.of(arrival.receivedAt().toEpochMilli())))
            .addAttribute(attribute("postern.verified", AttributeValue.of(arrival.verified())))
            .addAttribute(attribute("postern.recipients", AttributeValue.of(String.join(",", arrival.recipients()))));
        arrival.login().ifPresent(login -> mail.addAttribute(attribute("postern.login", AttributeValue.of(login))));
        return mail.build();
    }

    private static Attribute attribute(String name, AttributeValue<?> value) {
        return new Attribute(AttributeName.of(name), value);
    }

    @Override
    public String busy() {
        EdgePolicy policy = desk.get().edge();
        if (spool.getSize() >= policy.spoolDepth()) {
            return "spool holds " + spool.getSize() + " mails";
        }
        boolean tight = freeDisk.get() < policy.freeDisk();
        return free(tight ? LOOK_WHEN_TIGHT_MILLIS : LOOK_AT_DISK_MILLIS) < policy.freeDisk()
            ? "disk has " + freeDisk.get() + " octets left" : null;
    }

    /** Octets free on the disk, looked up once in a while; what was accepted since then is taken off. */
    private long free(long every) {
        long now = clock.millis();
        long before = looked.get();
        if (now - before >= every && looked.compareAndSet(before, now)) {
            freeDisk.set(store.freeDisk());
        }
        return freeDisk.get();
    }
}
