/**
 * The one SQLite file that holds everything that must not be lost: one writer with group commit, readers beside it.
 *
 * <p>A mail passes through here at its acceptance (body and spool row in one commit), at its ticket, at its filing and at
 * its removal from the spool; its body is stored once, under its SHA-256, and shared by all of these.
 *
 * <ol>
 *   <li>When a write's future is complete, its rows are on the disk ({@code synchronous=FULL}, WAL): kill -9 does not undo it.
 *   <li>Each unit of work happens whole or not at all, and a failing one does not hurt its neighbours in the same commit.
 *   <li>Reads see committed rows only and never wait for the writer.
 * </ol>
 *
 * <p>Must not import: anything else of Postern.
 */
package postern.store;
