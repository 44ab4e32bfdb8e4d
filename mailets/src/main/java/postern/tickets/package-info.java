/**
 * Tickets: what the desk owes to whom, with every event that happened to it.
 *
 * <ol>
 *   <li>One mail makes at most one ticket, however often the flow runs for it.
 *   <li>At most one acknowledgement is released for a mail, also after a crash.
 * </ol>
 *
 * <p>Must not import: sockets, the server assembly.
 */
package postern.tickets;
