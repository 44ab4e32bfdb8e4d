/**
 * Searches that agents ask for by mail, in the running gateway.
 *
 * <p>The flow's {@code Find} takes the query from a mail to the search address, {@link postern.inquiry.LiveLookup} asks index and store,
 * and {@code FoundMails} writes the answer.
 *
 * <ol>
 *   <li>Nobody is shown or counted a mail that lies only in folders which he or she may not read at that moment (FlowFindTest).
 *   <li>A mail that the index does not know yet is read, so what was accepted is found.
 * </ol>
 *
 * <p>Must not import: the server assembly.
 */
package postern.inquiry;
