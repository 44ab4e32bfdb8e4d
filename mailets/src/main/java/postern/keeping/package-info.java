/**
 * What is kept, how long, and how it is forgotten: retention by topic, and holds against it.
 *
 * <p>A mail passes here last: when its ticket has been done for as long as desk.yaml says, it leaves all folders, and the ticket
 * stays as a figure without a name. Until then, and while a hold is on it, it stays.
 *
 * <ol>
 *   <li>Open and waiting tickets are never touched by age. ({@code FlowRetentionTest})
 *   <li>What a hold covers is deleted neither by age nor on request, from the moment that the hold's row is on the disk: each unit of
 *       work that deletes asks for holds itself. ({@code FlowRetentionTest})
 *   <li>Deleting is done in small units, each whole or not at all; a later sweep goes on where one was interrupted.
 *   <li>Who put a hold on, why and when, and who lifted it, stays on record. ({@code FlowRetentionTest})
 * </ol>
 *
 * <p>Must not import: the server's packages; folders and queues are asked through interfaces.
 */
package postern.keeping;
