/**
 * What another desk.yaml would have made of the mails of the past: two desks, the one of today and the changed one, go through
 * the same mails by the same code, and what they decide is compared. And what open tickets would be without a rule.
 *
 * <p>A mail is read once, on any processor; then it is decided by each desk, in the order in which the mails came, with its own
 * time of arrival as the clock. Tickets are found and opened in a passing store of each desk, so that a further mail follows the
 * mail that opened its ticket; an agent's answer stops the clock there as it did. What people did in folders is not done again: it
 * is the same for both desks. But where they moved a mail by hand tells which desk is right about it, and when they answered it tells
 * what would have been late.
 *
 * <ol>
 *   <li>Nothing happens: no ticket, no mail, no file of the home changes. ({@code ReplayCommandTest})
 *   <li>A desk compared with itself shows no difference. ({@code ReplayTest})
 *   <li>The desk of today, run again, decides as it did when the mail came; what it now decides otherwise is counted apart, and
 *       is no doing of the change. ({@code ReplayCommandTest})
 *   <li>Memory does not grow with the number of mails.
 *   <li>What a person has in hand is not undone with a rule, and nothing is undone twice. ({@code UndoCommandTest})
 * </ol>
 *
 * <p>Must not import: the edge, the spool, the mailbox, the server.
 */
package postern.replay;
