/**
 * Connections to the servers that take our mail, kept for a moment for the next mail.
 *
 * <p>RemoteDelivery opens and closes a transport for each mail. What it opens here is a connection that the mail before left behind,
 * as a rule; TCP, TLS and AUTH are then done already. A mail goes over one connection from MAIL to the 250, and over no second one.
 *
 * <ol>
 *   <li>A mail that finds a kept connection dead takes another or a new one. ({@code KeptLinesTest})
 *   <li>A connection that saw a refusal or a fault is closed and not used again. ({@code KeptLinesTest})
 *   <li>Only a delivery with the same peer, log-in and settings gets a kept connection. ({@code KeptLinesTest})
 *   <li>An idle connection is closed after some seconds, a busy one after a hundred mails or five minutes.
 * </ol>
 *
 * <p>Standards: RFC 5321 §3.3 (several mails in a session), §4.1.1.9 (NOOP), §4.5.3.2 (time-outs are the peer's, ours are shorter).
 *
 * <p>Must not import: anything else of Postern.
 */
package postern.outgoing;
