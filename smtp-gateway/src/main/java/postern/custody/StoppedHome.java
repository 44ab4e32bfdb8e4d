package postern.custody;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import postern.archive.Archive;
import postern.archive.ArchiveKey;
import postern.archive.Archivist;
import postern.keeping.ArchivePlace;
import postern.keeping.Around;
import postern.keeping.Erasure;
import postern.keeping.ErasureBook;
import postern.keeping.Holds;
import postern.keeping.Marks;
import postern.keeping.OurAddresses;
import postern.learning.ModelShelf;
import postern.learning.School;
import postern.learning.SqlLessons;
import postern.mailbox.SqlKeptMails;
import postern.search.IndexHome;
import postern.search.IndexPlace;
import postern.search.StoredSearch;
import postern.server.Failure;
import postern.server.HomeKey;
import postern.server.LiveDesk;
import postern.spool.JournalPlace;
import postern.spool.QueuedPlace;
import postern.store.SqliteStore;
import postern.store.Store;
import postern.tickets.Sql;
import postern.tickets.SqlTickets;

/** What a command needs to erase by itself. Beside a running gateway only the book is used, and the erasure to look. */
record StoppedHome(Store store, ErasureBook book, Erasure erasure, IndexHome index) implements AutoCloseable {

    static StoppedHome open(Path home, LiveDesk desk) throws Failure, IOException {
        Path file = home.resolve("postern.db");
        if (!Files.exists(file)) {
            throw new Failure("there is no store in " + home + " yet; 'postern run' makes one, --home names another place");
        }
        MeterRegistry meters = new SimpleMeterRegistry();
        Clock clock = Clock.systemUTC();
        Store store = SqliteStore.open(file, meters);
        if (store.read(connection -> Sql.first(connection, "select 1 from sqlite_master where name = 'mailbox_mail'", row -> true)).isEmpty()) {
            store.close();
            throw new Failure("no gateway has run in " + home + " yet");
        }
        byte[] secret = HomeKey.secret(home);
        ErasureBook book = new ErasureBook(store, new Marks(secret), clock);
        IndexHome index = new IndexHome(store, meters);
        SqlTickets tickets = new SqlTickets(store, new SecureRandom(), desk);
        School school = new School(desk, new SqlLessons(store), ModelShelf.beside(store.file()), clock);
        Archivist archivist = new Archivist(store, Archive.folder(store), new ArchiveKey(secret), clock);
        Around around = new Around(new QueuedPlace(store, Optional.empty()), new ArchivePlace(store, new Archive(store, Archive.folder(store)), archivist),
            new JournalPlace(store), erasing -> school.relearn(), new IndexPlace(index));
        return new StoppedHome(store, book, new Erasure(store, book, new Holds(tickets, store, clock, new StoredSearch(store)), SqlKeptMails.unheard(store, clock), around,
            new OurAddresses(desk)), index);
    }

    /** Carries out what is ordered. Call with the lock of the home. */
    void perform() throws IOException {
        index.start();
        try {
            erasure.perform(true);
        } finally {
            index.close();
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
