/**
 * The one SQLite file that holds everything that must not be lost: one writer with group commit, readers beside it.
 *
 * <p>A mail passes through here at its acceptance (body and spool row in one commit), at its ticket, at its filing and at
 * its removal from the spool; its body is stored once, under its SHA-256, and shared by all of these.
 *
 * <ol>
 *   <li>When a write's future is complete, its rows are on the disk ({@code synchronous=FULL}, WAL): kill -9 does not undo it.
 *      ({@code KillTest})
 *   <li>Each unit of work happens whole or not at all, and a failing one does not hurt its neighbours in the same commit.
 *       ({@code SqliteStoreTest})
 *   <li>Reads see committed rows only and never wait for the writer. ({@code SqliteStoreTest})
 *   <li>A body is stored once and lives as long as rows refer to it. ({@code BodiesTest})
 *   <li>A full disk fails the units that need space, breaks nothing, and is over when there is space. ({@code FullDiskTest})
 *   <li>What was deleted is overwritten on demand, in the file and in its log, while others write. ({@code FreePagesTest})
 * </ol>
 *
 * <p>For writers of SQL: prepare statements freely, the same SQL gives the same prepared statement; ask for new keys by
 * {@code returning}, not by {@code getGeneratedKeys}; a {@code select} before an {@code insert} in one unit sees no foreign
 * changes between them.
 *
 * <p>Must not import: anything else of Postern.
 */
package postern.store;
