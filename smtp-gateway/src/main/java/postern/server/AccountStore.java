package postern.server;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Mixin;
import postern.accounts.Accounts;
import postern.store.SqliteStore;
import postern.store.Store;

/** The accounts of a home directory, opened for one command. */
record AccountStore(Store store, Accounts accounts) implements AutoCloseable {
    /** Where it lies. */
    static final class Place {
        @Mixin
        private Places places;

        @Mixin
        private Places.Home home;

        Path conf() {
            return places.conf();
        }

        AccountStore open() throws WrongDesk {
            LiveDesk desk = LiveDesk.open(places.conf());
            Store store = SqliteStore.open(home.get().resolve(Gateway.STORE), new SimpleMeterRegistry());
            return new AccountStore(store, new Accounts(store, desk, Clock.systemUTC()));
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
