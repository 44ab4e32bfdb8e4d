package postern.evidence;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import postern.archive.Archive;
import postern.archive.ArchiveKey;
import postern.archive.Archivist;
import postern.server.Failure;
import postern.server.HomeKey;
import postern.store.SqliteStore;
import postern.store.Store;

/**
 * The archive of a home, opened for one command.
 *
 * @param key empty if the home has lost its secret
 */
record Opened(Store store, Archive archive, Path folder, Optional<ArchiveKey> key) implements AutoCloseable {

    static Opened of(Path home) throws IOException, Failure {
        Path file = home.resolve("postern.db");
        if (!Files.exists(file)) {
            throw new Failure("there is no store in " + home + "; 'postern run' makes one, --home names another place");
        }
        Store store = SqliteStore.open(file, new SimpleMeterRegistry());
        Archive archive = new Archive(store, Archive.folder(store));
        if (!archive.exists()) {
            store.close();
            throw new Failure("the store in " + home + " has no archive yet; it comes with the next 'postern run'");
        }
        return new Opened(store, archive, Archive.folder(store), HomeKey.existing(home).map(ArchiveKey::new));
    }

    /** Writes down what waits, unless a running gateway does so anyway. @return whether a gateway runs */
    boolean catchUp() throws IOException {
        return key.isEmpty() || !new Archivist(store, folder, key.get(), Clock.systemUTC()).drain();
    }

    @Override
    public void close() {
        store.close();
    }
}
