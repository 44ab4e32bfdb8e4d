/**
 * James' mailbox SPI on SQLite: folders, messages, rights, the shared tree of team folders.
 *
 * <p>A mail comes in through {@link postern.mailbox.SqlFolders} (the flow), {@link postern.mailbox.SqlInboxes}
 * (private mail) or an append (IMAP). Its octets are a
 * prefix of added header lines and a body that the whole store shares by hash; its place in a folder is a small row with uid,
 * modseq and flags. Agents see the team folders of the desk's account under the same names in their own name space, and every
 * act there asks for the right that RFC 4314 names.
 *
 * <ol>
 *   <li>A mail that the flow files lies in the tree once, however often the flow runs for it and whatever it decides then.
 *       A private mail lies in each inbox that it is for once. ({@code UndeliveredTest})
 *   <li>Counters, uids and modseqs change in the unit of work of the message they belong to, so they agree after any crash.
 *   <li>The 50,000th mail of a folder costs no more than the 1,000th.
 *   <li>A message keeps its id over COPY and MOVE; of two who move it at once, one does. No act on many messages keeps other
 *       writers waiting for long.
 *   <li>No one reads, changes, moves or sends what their rights do not give; no agent makes, renames, removes or hides a team's
 *       folder. A right taken away counts from the next command on.
 *   <li>What somebody does to a ticket's mail is written down in the unit of work that does it; a ticket's mail never leaves the tree:
 *       expunged everywhere, it lies in {@code Desk/Deleted} (FlowGesturesTest, GestureStormTest).
 *   <li>Every folder that an agent is shown opens; of another team's nothing is seen, and what is laid there is that team's
 *       (SharedTreeTest, FlowDoorTest, RealClientsTest).
 *   <li>A draft that is saved among the templates is one; beside one with mistakes lies a note that says which (FlowTemplateTest).
 * </ol>
 *
 * <p>Standards: RFC 4314 (ACL) whole except that {@code k} and {@code x} give nothing in the team folders, which the desk's
 * configuration makes; RFC 6851 (MOVE) §4; RFC 7162 (CONDSTORE, QRESYNC) modseqs and a memory of
 * expunged uids; RFC 8474 (OBJECTID)
 * message and mailbox ids; RFC 8514 (SAVEDATE); RFC 5464 (METADATA) per mailbox.
 *
 * <p>Must not import: the edge, the server assembly.
 */
package postern.mailbox;
