package postern.mailbox;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.TypeLiteral;
import com.google.inject.util.Modules;
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
import org.apache.james.mailbox.acl.MailboxACLResolver;
import org.apache.james.mailbox.acl.UnionMailboxACLResolver;
import org.apache.james.mailbox.extension.PreDeletionHook;
import org.apache.james.mailbox.store.FakeAuthenticator;
import org.apache.james.mailbox.store.FakeAuthorizator;
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
        this('.', Set.of(), null);
    }

    TestMailbox(char delimiter, Set<PreDeletionHook> hooks, Desk desk) {
        try {
            directory = Files.createTempDirectory("mailbox");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        store = SqliteStore.open(directory.resolve("postern.db"), new SimpleMeterRegistry());
        injector = open(delimiter, hooks, desk);
    }

    private Injector open(char delimiter, Set<PreDeletionHook> hooks, Desk desk) {
        return Guice.createInjector(Modules.override(new MailboxBindings(delimiter)).with(new AbstractModule() {
            @Override
            protected void configure() {
                bind(Store.class).toInstance(store);
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
                bind(new TypeLiteral<Set<PreDeletionHook>>() { }).toInstance(hooks);
                if (desk == null) {
                    bind(TeamTree.class).toProvider(TreeOfNoDesk.class).asEagerSingleton();
                    bind(Desk.class).toProvider(() -> {
                        throw new IllegalStateException("this test has no desk");
                    });
                } else {
                    bind(Desk.class).toInstance(desk);
                }
            }
        }));
    }

    /** The tree of an account that has no folders. */
    private static final class TreeOfNoDesk implements javax.inject.Provider<TeamTree> {
        private final Catalogue catalogue;
        private final MailboxACLResolver resolver;

        @javax.inject.Inject
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
