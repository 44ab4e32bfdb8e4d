package postern.custody;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import postern.archive.Archive;
import postern.archive.ArchiveKey;
import postern.archive.Archivist;
import postern.keeping.ArchivePlace;
import postern.keeping.Around;
import postern.keeping.Erasure;
import postern.keeping.ErasureBook;
import postern.keeping.Holds;
import postern.keeping.KeptMails;
import postern.keeping.Marks;
import postern.keeping.OurAddresses;
import postern.keeping.Place;
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
record StoppedHome(Store store, Marks marks, ErasureBook book, Function<IndexHome, Erasure> erasures) implements AutoCloseable {

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
        Marks marks = new Marks(secret);
        ErasureBook book = new ErasureBook(store, marks, clock);
        SqlTickets tickets = new SqlTickets(store, new SecureRandom(), desk);
        School school = new School(desk, new SqlLessons(store), ModelShelf.beside(store.file()), clock);
        Archivist archivist = new Archivist(store, Archive.folder(store), new ArchiveKey(secret), clock);
        KeptMails mails = SqlKeptMails.unheard(store);
        Holds holds = new Holds(tickets, store, clock, new StoredSearch(store));
        Place queues = new QueuedPlace(store, Optional.empty());
        Place archive = new ArchivePlace(store, new Archive(store, Archive.folder(store)), archivist);
        return new StoppedHome(store, marks, book, index -> new Erasure(store, book, holds, mails, new Around(queues, archive, new JournalPlace(store),
            erasing -> school.relearn(), new IndexPlace(index)), new OurAddresses(desk)));
    }

    /** To look; {@link #perform} carries out. */
    Erasure erasure() {
        return erasures.apply(index());
    }

    private IndexHome index() {
        return new IndexHome(store, new SimpleMeterRegistry());
    }

    /** Carries out what is ordered. Call with the lock of the home. */
    Erasure.Left perform() throws IOException {
        try (IndexHome index = index()) {
            if (book.next().isPresent()) {
                index.start();
            }
            return erasures.apply(index).perform(true);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
