package postern.store;

import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;

/** The store, opened once in a process. Thread-safe. */
public interface Store extends AutoCloseable {

    /** Brings a concept's tables to their newest version. Call at start, before any work on them. */
    void migrate(Schema schema);

    /**
     * Does a unit of work in the next group commit. Waits while the queue of units is full.
     *
     * @return completes after the commit is on the disk, or exceptionally with the unit's own exception, its rows undone; an
     *         SQLException comes wrapped in a {@link StoreException}. What is chained to it never runs on the writer thread.
     */
    <T> CompletableFuture<T> write(Work<T> work);

    /** {@link #write} and wait; the unit's exception comes out as {@link StoreException} unless it is unchecked. */
    <T> T writeAndWait(Work<T> work);

    /**
     * {@link #writeAndWait}; what the unit deletes or changes is overwritten in the file, instead of left lying in what is free. The log
     * and free pages of earlier times may still hold it.
     */
    default <T> T eraseAndWait(Work<T> work) {
        return writeAndWait(connection -> {
            try (Statement pragma = connection.createStatement()) {
                pragma.execute("pragma secure_delete = on");
                try {
                    return work.on(connection);
                } finally {
                    pragma.execute("pragma secure_delete = fast");
                }
            }
        });
    }

    /**
     * Writes the file anew without all that was ever deleted in it; the log has the old octets until {@link #emptyLog}. Call outside of units
     * of work. The writes of others wait as long as it takes: for small stores, or when nobody writes. Needs about twice the file's size
     * on the disk for a while.
     *
     * @throws StoreException if there is no room; then it is as it was
     */
    void rewrite();

    /**
     * Overwrites the pages that are free, where deleted rows may still lie; the log has them until {@link #emptyLog}. Done in small steps,
     * between which others write. What SQLite left between the rows of a page when it moved some to another stays until {@link #rewrite}.
     * Call outside of units of work, one at a time.
     *
     * @return false if a reader of long keeps the log from being copied back, which would grow too much, or if the thread is interrupted: call
     *     again later
     * @throws StoreException also if the disk is full; others can write as before, and a later call does it
     */
    boolean overwriteFree();

    /**
     * Tries once to copy the log to the file and to empty it; others' writes wait a moment at most. Call outside of units of work.
     *
     * @return false if a reader of an earlier moment, such as a backup, is still in it
     */
    boolean emptyLog();

    /**
     * Does something when the unit of work that is being done is on the disk; nothing if it is undone. Call inside a unit of
     * {@link #write}. It is done before the caller goes on: on the thread that waits, else on one of its own.
     *
     * @param action throws nothing
     */
    void afterCommit(Runnable action);

    /**
     * Reads committed rows on a connection of its own; never blocks the writer. All queries of one call see the same moment. A
     * call inside a call on the same thread shares its connection and moment.
     */
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

    /**
     * Contents of mails, each stored once under its SHA-256.
     *
     * <p>A body lives as long as rows refer to it. Tables that hold hashes say so once, with the triggers of
     * {@link #countedBy} in their schema; from then on inserting, changing and deleting their rows counts by itself.
     */
    interface Bodies {
        /**
         * Stores the content if it is not there yet. Call inside a write, together with the row that refers to it.
         *
         * @return its SHA-256, 32 octets
         */
        default byte[] put(Connection connection, byte[] content) throws SQLException {
            byte[] hash = sha256(content);
            put(connection, hash, content);
            return hash;
        }

        /** As {@link #put(Connection, byte[])}, for callers that did the hashing before, off the writer thread. */
        void put(Connection connection, byte[] hash, byte[] content) throws SQLException;

        /** @throws SQLException also if there is no such body */
        byte[] get(Connection connection, byte[] hash) throws SQLException;

        /** @return octets of the body, or -1 if there is none */
        long size(Connection connection, byte[] hash) throws SQLException;

        /** Reads a part at a time, without loading the whole. A missing body gives an IOException at the first read. */
        InputStream open(byte[] hash);

        /**
         * Removes some of the bodies that were referred to and are no longer. Call inside a write.
         *
         * @return how many
         */
        int collect(Connection connection, int atMost) throws SQLException;

        /** SHA-256 of a content, the name of its body. */
        static byte[] sha256(byte[] content) {
            try {
                return MessageDigest.getInstance("SHA-256").digest(content);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        /**
         * SQL of triggers that count the references from a column; part of a step of the table's schema, after the table. A row
         * that names a body which is not there is refused.
         *
         * @param column holds hashes; null refers to nothing
         */
        static String countedBy(String table, String column) {
            return BodyReferences.triggers(table, column);
        }
    }
}
