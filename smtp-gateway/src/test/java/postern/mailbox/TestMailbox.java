package postern.mailbox;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.TypeLiteral;
import com.google.inject.util.Modules;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.inject.Singleton;
import org.apache.james.core.Username;
import org.apache.james.events.EventBus;
import org.apache.james.events.EventDeadLetters;
import org.apache.james.events.InVMEventBus;
import org.apache.james.events.MemoryEventDeadLetters;
import org.apache.james.events.RetryBackoffConfiguration;
import org.apache.james.events.delivery.EventDelivery;
import org.apache.james.events.delivery.InVmEventDelivery;
import org.apache.james.mailbox.Authenticator;
import org.apache.james.mailbox.Authorizator;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageIdManager;
import org.apache.james.mailbox.acl.MailboxACLResolver;
import org.apache.james.mailbox.acl.UnionMailboxACLResolver;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.extension.PreDeletionHook;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.store.FakeAuthenticator;
import org.apache.james.mailbox.store.FakeAuthorizator;
import org.apache.james.mailbox.store.MessageIdManagerTestSystem;
import org.apache.james.mailbox.store.StoreMailboxAnnotationManager;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.utils.UpdatableTickingClock;
import postern.desk.Desk;
import postern.store.SqliteStore;
import postern.store.Store;

/** A mailbox on a store of its own in a temporary directory. */
final class TestMailbox implements AutoCloseable {
    static final Username DESK = Username.of("desk@example.org");

    private final Path directory;
    private final UpdatableTickingClock clock = new UpdatableTickingClock(Instant.parse("2026-03-02T09:00:00Z"));
    private final Store store;
    private final Injector injector;

    TestMailbox() {
        this('.', null, new AbstractModule() { });
    }

    TestMailbox(Set<PreDeletionHook> hooks) {
        this('.', null, hooks(hooks));
    }

    /** @param desk the desk whose folders this has, null for none */
    TestMailbox(char delimiter, Desk desk, Module others) {
        this(temporary(), delimiter, desk, others);
    }

    /** @param directory of the store; removed at the end */
    TestMailbox(Path directory, char delimiter, Desk desk, Module others) {
        this.directory = directory;
        store = SqliteStore.open(directory.resolve("postern.db"), new SimpleMeterRegistry());
        injector = Guice.createInjector(Modules.override(Modules.override(new MailboxBindings(delimiter))
            .with(new Surroundings(), new Annotations(), desk == null ? new NoDesk() : binder -> binder.bind(Desk.class).toInstance(desk)))
            .with(others));
        get(EventBus.class).register(get(QuotaNews.class), new QuotaNews.QuotaNewsGroup());
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("mailbox");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Module hooks(Set<PreDeletionHook> hooks) {
        return binder -> binder.bind(new TypeLiteral<Set<PreDeletionHook>>() { }).toInstance(hooks);
    }

    /** What the server gives. */
    private final class Surroundings extends AbstractModule {
        @Override
        protected void configure() {
            bind(Store.class).toInstance(store);
            bind(MeterRegistry.class).toInstance(new SimpleMeterRegistry());
            bind(Clock.class).toInstance(clock);
            bind(MailboxACLResolver.class).toInstance(new UnionMailboxACLResolver());
            bind(MetricFactory.class).toInstance(new RecordingMetricFactory());
            bind(EventDelivery.class).to(InVmEventDelivery.class);
            bind(EventDeadLetters.class).toInstance(new MemoryEventDeadLetters());
            bind(RetryBackoffConfiguration.class).toInstance(RetryBackoffConfiguration.DEFAULT);
            bind(InVMEventBus.class).asEagerSingleton();
            bind(EventBus.class).to(InVMEventBus.class);
            bind(Authenticator.class).toInstance(new FakeAuthenticator());
            bind(Authorizator.class).toInstance(FakeAuthorizator.defaultReject());
            bind(new TypeLiteral<Set<PreDeletionHook>>() { }).toInstance(Set.of());
        }
    }

    /** The limits on annotations are those that James' contract knows. */
    private static final class Annotations extends AbstractModule {
        @Provides
        @Singleton
        StoreMailboxAnnotationManager annotations(SqlMapperFactory mappers, Rights rights) {
            return new StoreMailboxAnnotationManager(mappers, rights, 3, 30);
        }
    }

    /** An account without folders. */
    private static final class NoDesk extends AbstractModule {
        @Override
        protected void configure() {
            bind(TeamTree.class).toProvider(TreeOfNoDesk.class).asEagerSingleton();
            bind(Desk.class).toProvider(() -> {
                throw new IllegalStateException("this test has no desk");
            });
        }
    }

    /** The tree of an account that has no folders. */
    static final class TreeOfNoDesk implements Provider<TeamTree> {
        private final Catalogue catalogue;
        private final MailboxACLResolver resolver;

        @Inject
        TreeOfNoDesk(Catalogue catalogue, MailboxACLResolver resolver) {
            this.catalogue = catalogue;
            this.resolver = resolver;
        }

        @Override
        public TeamTree get() {
            return new TeamTree(DESK, '.', catalogue, resolver);
        }
    }

    <T> T get(Class<T> type) {
        return injector.getInstance(type);
    }

    Mailbox createMailbox(MailboxPath path, MailboxSession session) throws MailboxException {
        get(Mailboxes.class).createMailbox(path, session);
        return get(Mailboxes.class).getMailbox(path, session).getMailboxEntity();
    }

    MessageIdManagerTestSystem messageIds() {
        return new MessageIdManagerTestSystem(get(MessageIdManager.class), get(SqlMessageIds.class), get(SqlMapperFactory.class),
            get(Mailboxes.class));
    }

    Store store() {
        return store;
    }

    UpdatableTickingClock clock() {
        return clock;
    }

    MailboxSession session(String user) {
        return get(Mailboxes.class).createSystemSession(Username.of(user));
    }

    @Override
    public void close() {
        store.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
