/**
 * What is kept, how long, and how it is forgotten: retention by topic, the erasure of a person, and holds against both.
 *
 * <p>A mail passes here last: when its ticket has been done for as long as desk.yaml says, or when its writer is to be forgotten, it
 * leaves all folders, and the ticket stays as a figure without a name. While a hold is on it, it stays. Of other people's mail that
 * names or quotes an erased person, a masked copy takes the place.
 *
 * <ol>
 *   <li>Open and waiting tickets are never touched by age. ({@code FlowRetentionTest})
 *   <li>What a hold covers is deleted neither by age nor on request, from the moment that the hold's row is on the disk: each unit of
 *       work that deletes asks for holds itself. ({@code FlowRetentionTest})
 *   <li>A hold on a query is on what matched it at any time: it is asked again before anything is deleted. ({@code FlowRetentionTest})
 *   <li>Deleting is done in small units, each whole or not at all; a later sweep goes on where one was interrupted.
 *   <li>Who put a hold on, why and when, and who lifted it, stays on record. ({@code FlowRetentionTest})
 *   <li>An erasure that was begun is finished, also after kill -9: by the gateway, or by the next such command; also from a backup
 *       that was taken meanwhile. ({@code KilledErasureTest}, {@code RestoredErasureTest})
 *   <li>When it is done, no file of the home holds the person's address, name, subjects or words, but what a hold keeps; other people's
 *       mail without the person is the same, octet for octet. ({@code FlowErasureTest}, {@code MergedErasureTest})
 *   <li>Nobody who writes waits for an erasure longer than a moment; what readers, a full disk or the size of the store put
 *       off, its receipt says until it is done. ({@code UnhurriedErasureTest}, {@code FullDiskErasureTest})
 * </ol>
 *
 * <p>Must not import: the server's packages; folders and queues are asked through interfaces.
 */
package postern.keeping;
