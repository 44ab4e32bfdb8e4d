package postern.store;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** The store, opened once in a process. Thread-safe. */
public interface Store extends AutoCloseable {

    /** Brings a concept's tables to their newest version. Call at start, before any work on them. */
    void migrate(Schema schema);

    /**
     * Does a unit of work in the next group commit.
     *
     * @return completes after the commit is on the disk, or exceptionally with the unit's own exception, its rows undone
     */
    <T> CompletableFuture<T> write(Work<T> work);

    /** {@link #write} and wait; the unit's exception comes out as {@link StoreException} unless it is unchecked. */
    <T> T writeAndWait(Work<T> work);

    /** Reads committed rows on a connection of its own; never blocks the writer. */
    <T> T read(Work<T> work);

    /** Octets free on the disk of the file. */
    long freeDisk();

    Path file();

    @Override
    void close();

    /**
     * Bodies by content: call {@code put} inside a unit of {@link #write}.
     *
     * @see Bodies
     */
    Bodies bodies();

    /** Contents of mails, each stored once under its SHA-256. */
    interface Bodies {
        /** Stores the content if it is not there yet. Call inside a write. @return its SHA-256, 32 octets */
        byte[] put(java.sql.Connection connection, byte[] content) throws java.sql.SQLException;

        /** @throws java.sql.SQLException also if there is no such body */
        byte[] get(java.sql.Connection connection, byte[] hash) throws java.sql.SQLException;

        /** Reads a part without loading the whole. */
        InputStream open(byte[] hash);
    }
}
