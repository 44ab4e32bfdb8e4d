/**
 * The command {@code demo}: the gateway at work, to be seen in a minute.
 *
 * <p>A gateway runs on loopback with the sample desk. Sample mails, in the form that real mail programs give them, go in as
 * SMTP from a stranger; each is awaited in its folder by IMAP, as an agent reads it; acknowledgements leave by SMTP to a small
 * company mail server of the demo's own. What is shown is read back from outside, nothing is taken from the gateway's inside.
 *
 * <ol>
 *   <li>Nothing leaves this machine.
 *   <li>It ends with a status that is not 0 if something that it promises did not happen, and says what.
 *   <li>It waits a bounded time for everything.
 * </ol>
 *
 * <p>Must not import: the edge, the mailbox, the spool, the flow.
 */
package postern.demo;
