package postern.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.inject.Provider;
import postern.archive.Archive;
import postern.archive.Archivist;
import postern.desk.Desk;
import postern.keeping.ArchivePlace;
import postern.keeping.Around;
import postern.keeping.Erasure;
import postern.keeping.ErasureBook;
import postern.keeping.Holds;
import postern.keeping.KeptMails;
import postern.keeping.Marks;
import postern.keeping.OurAddresses;
import postern.keeping.TicketSearch;
import postern.learning.School;
import postern.search.IndexHome;
import postern.search.IndexPlace;
import postern.search.StoredSearch;
import postern.spool.JournalPlace;
import postern.spool.QueuedPlace;
import postern.spool.SqlMailQueueFactory;
import postern.store.Store;

/** The erasure of people in a gateway that runs. */
final class CustodyParts extends AbstractModule {
    private final Marks marks;

    CustodyParts(Path home) throws IOException, Failure {
        marks = new Marks(HomeKey.secret(home));
    }

    @Override
    protected void configure() {
        bind(Marks.class).toInstance(marks);
        bind(TicketSearch.class).to(StoredSearch.class);
    }

    @Provides
    @Singleton
    Around around(Store store, SqlMailQueueFactory queues, Archive archive, Archivist archivist, School school, IndexHome index) {
        return new Around(new QueuedPlace(store, Optional.of(queues)), new ArchivePlace(store, archive, archivist), new JournalPlace(store),
            erasing -> school.relearn(), new IndexPlace(index));
    }

    @Provides
    @Singleton
    Erasure erasure(ErasureBook book, Holds holds, KeptMails mails, Around around, Provider<Desk> desk, Store store) {
        return new Erasure(store, book, holds, mails, around, new OurAddresses(desk));
    }
}
