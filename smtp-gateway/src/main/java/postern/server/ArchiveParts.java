package postern.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import postern.archive.Archive;
import postern.archive.ArchiveKey;
import postern.archive.Archivist;
import postern.spool.SqlMailQueueFactory;
import postern.store.Store;
import postern.tickets.Tickets;

/** The archive of a home directory. */
final class ArchiveParts extends AbstractModule {
    private final ArchiveKey key;

    ArchiveParts(Path home) throws IOException, Failure {
        key = new ArchiveKey(HomeKey.secret(home));
    }

    @Provides
    @Singleton
    Archive archive(Store store) {
        return new Archive(store, Archive.folder(store));
    }

    /** The queues and the tickets are asked for because their tables have to be there first. */
    @Provides
    @Singleton
    Archivist archivist(Store store, Clock clock, SqlMailQueueFactory queues, Tickets tickets, MeterRegistry meters) {
        Archivist archivist = new Archivist(store, Archive.folder(store), key, clock);
        Gauge.builder("postern.archive.behind", archivist, one -> one.progress().behind())
            .description("things that happened and are not in the archive yet").register(meters);
        return archivist;
    }
}
