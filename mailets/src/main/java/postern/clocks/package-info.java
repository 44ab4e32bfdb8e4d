/**
 * Clocks: what is due, shown in folders and said once.
 *
 * <p>A mail comes here when its ticket's deadline is near or past: the customer's last mail of it is shown in {@code Desk/Due soon} or
 * {@code Desk/Overdue} as well, and stays where it is. When the ticket is answered, or handed to the customer, it is shown there no more.
 *
 * <ol>
 *   <li>A view takes no mail out of its team's folder, and changes no UID there (FlowDueTest).
 *   <li>The agent is reminded once before a deadline, those who lead the team once after it; in one mail for all that is due, and
 *       only while the team works (FlowDueTest).
 *   <li>A view that is full hides nothing new: what comes due next is said all the same, and what is due soon shown (DueWatchTest).
 *   <li>A customer who was told a time and has no answer then hears so once, with a new time, only while the team works, and never
 *       when a person has answered, also after a crash and for a ticket that was merged (FlowMissedPromiseTest, MissedPromiseTest,
 *       KilledPromisesTest).
 * </ol>
 *
 * <p>Standards: RFC 3834 §3.1 for notices to customers, §5 for mails that nobody asked for.
 *
 * <p>Must not import: the mailbox, the server assembly.
 */
package postern.clocks;
