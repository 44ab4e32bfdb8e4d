/**
 * Gestures: what agents do in their mail programs, and what it does to tickets.
 *
 * <p>A mail of a ticket passes here each time somebody lays it into a folder or sets a keyword. The mailbox writes that down in the
 * unit of work that does it; {@link postern.gestures.Noticing} reads it, asks {@link postern.gestures.Gestures} what it means, changes
 * the ticket and lets all its mails follow, in one unit of work. What the gateway does itself is no gesture.
 *
 * <ol>
 *   <li>A move, a copy with a late expunge, a keyword and the same of several programs at once come out the same (GesturesTest,
 *       FlowGesturesTest, FlowInterleavingTest, GestureStormTest).
 *   <li>Folder and keywords of all mails of a ticket say how it stands (FlowGesturesTest).
 *   <li>Who takes an own act back within a minute did nothing: clock, people and turn are as before; an undo takes back nothing that was done
 *       after it was given, or before a colleague's act, and says so (GesturesTest, FlowGesturesTest, FlowUndoTest).
 *   <li>An act that was seen is done, also after a crash between the two (FlowGesturesTest).
 *   <li>A ticket's mail cannot be made to vanish: expunged, it lies in {@code Desk/Deleted}, or in its folder again while a view shows it
 *       (FlowGesturesTest, FlowDueTest), also when its folder is deleted in the moment after the drag (FlowInterleavingTest).
 *   <li>A control mail does what a drag does and no more: only an agent's, submitted after log-in, and only where the agent's rights on
 *       the folders would allow the drag (FlowControlMailTest).
 *   <li>Nobody but leads changes a ticket that the ACL hides, neither by a copy in a folder of their own nor by a keyword; its mails
 *       lie where they lay (FlowGesturesTest).
 *   <li>An answer that is held back leaves once, as the desk's, by its writer's wish or a lead's, however late and whosever ticket it is by then;
 *       what its writer threw away nobody else sends; its ticket's other mails do not move for it (FlowHeldAnswerTest).
 *   <li>Of two tickets that were merged later mails join the one that goes on; a merge can be taken back whole (FlowMergeTest).
 *   <li>A ticket that was put out of sight comes back at its time, or when the customer writes, also after a restart; its promise goes
 *       on meanwhile, unless it waits for the customer (FlowSnoozeTest).
 *   <li>What goes to the next tier is that tier's, and stands as before when that is taken back (FlowEscalateTest).
 *   <li>What was handed out to an agent can be given back twice a day, with the reason kept, and does not come to the same agent again
 *       (FlowHandoutTest).
 *   <li>A drag into a folder of the agent's own that stands for an order, a keyword and the order itself do the same, each can be undone within
 *       a minute, and what cannot be done is said in Chinese and English (FlowDoorTest).
 *   <li>Of several things that are asked for at once, by keywords, all are done, or it is said that nothing further is (FlowTogetherTest).
 *   <li>Where a ticket and its mails are out of step all the same, that is seen at the next start or within minutes, mended, and said in log,
 *       metric and ticket (FlowReconcilerTest).
 *   <li>After a kill at any instant each ticket stands where the last gesture that was answered put it, its mails with it
 *       (KilledGesturesTest).
 *   <li>Whatever is merged, parted, snoozed and taken back, whose turn it is and what is due agree with books that somebody else keeps
 *       (FlowMonthTest, WhoseTurnTest).
 * </ol>
 *
 * <p>Standards: RFC 9051 §2.3.2 for keywords, RFC 6154 for unwanted mail, RFC 4314 for rights, RFC 5233 for details of addresses.
 *
 * <p>Must not import: the mailbox, the flow.
 */
package postern.gestures;
