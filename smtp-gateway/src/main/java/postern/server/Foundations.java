package postern.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.ManageableMailQueue;
import postern.accounts.AccountAttendance;
import postern.customers.LookedUpGroups;
import postern.desk.Desk;
import postern.edge.Intake;
import postern.gestures.Resubmission;
import postern.handout.Attendance;
import postern.gestures.Noticing;
import postern.gestures.Telling;
import postern.replies.MailedWords;
import postern.replies.TicketStory;
import postern.replies.Outbox;
import postern.spool.Screening;
import postern.spool.SpoolIntake;
import postern.spool.SqlLastCommit;
import postern.spool.SqlMailQueueFactory;
import postern.spool.SqlOutbox;
import postern.store.Store;
import postern.tickets.LastCommit;
import postern.triage.CustomerGroups;
import postern.submission.Departure;
import postern.triage.Seal;

/** What every part of ours is given: desk, store, clock, meters, randomness, certificate, spool. */
final class Foundations extends AbstractModule {
    private final LiveDesk desk;
    private final LiveCertificate certificate;
    private final Store store;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Seal seal;

    Foundations(LiveDesk desk, LiveCertificate certificate, Store store, MeterRegistry meters, Clock clock, Seal seal) {
        this.desk = desk;
        this.certificate = certificate;
        this.store = store;
        this.meters = meters;
        this.clock = clock;
        this.seal = seal;
    }

    @Override
    protected void configure() {
        bind(Desk.class).toProvider(desk);
        bind(CustomerGroups.class).toInstance(new LookedUpGroups(desk, desk.file().toAbsolutePath().getParent()));
        bind(SSLContext.class).toProvider(certificate);
        bind(Store.class).toInstance(store);
        bind(MeterRegistry.class).toInstance(meters);
        bind(Clock.class).toInstance(clock);
        bind(Seal.class).toInstance(seal);
        bind(RandomGenerator.class).toInstance(new SecureRandom());
        bind(Intake.class).to(SpoolIntake.class);
        bind(Screening.class).to(Departure.class);
        bind(Outbox.class).to(SqlOutbox.class);
        bind(Attendance.class).to(AccountAttendance.class);
        bind(Telling.class).to(MailedWords.class);
        bind(Noticing.Story.class).to(TicketStory.class);
        bind(Resubmission.class).to(SqlOutbox.class);
        bind(LastCommit.class).to(SqlLastCommit.class);
    }

    @Provides
    @Singleton
    MailQueueFactory<? extends ManageableMailQueue> manageableQueues(SqlMailQueueFactory queues) {
        return queues;
    }

    @Provides
    @Singleton
    MailQueueFactory<?> queues(SqlMailQueueFactory queues) {
        return queues;
    }

    @Provides
    @Singleton
    MailQueueFactory<? extends MailQueue> plainQueues(SqlMailQueueFactory queues) {
        return queues;
    }
}
