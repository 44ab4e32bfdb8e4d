/**
 * The IMAP port: James' IMAP behind a door of our own that lets whole, bounded commands through and nothing else.
 *
 * <p>No mail comes in here except by APPEND; agents read what the flow filed.
 *
 * <ol>
 *   <li>A command reaches James' decoder only when it is complete: the decoder never waits, never starts again, never asks for
 *       more (CVE-2024-37358).
 *   <li>What one connection can make us hold is bounded: before log-in by {@link postern.imap.CommandLimits#stranger}, after it
 *       by {@link postern.imap.CommandLimits#agent}.
 *   <li>Nothing that came in the clear after STARTTLS is taken as a command (CVE-2021-38542).
 *   <li>A connection that nobody logs in on is closed. Who logs in does not hold up others: {@link postern.imap.Doorkeeper}.
 *   <li>Each command is answered, and a change that is committed is announced even if its client is gone.
 *   <li>After EXAMINE nothing in the folder changes. What a client names costs what there is, not what it names: uids that were
 *       expunged are remembered, not counted ({@code ImapStateTest}).
 * </ol>
 *
 * <p>Standards: RFC 9051 §4.3 and RFC 7888 (literals, LITERAL+ and LITERAL-), RFC 9051 §6.2.1 (STARTTLS), §5.4 (autologout),
 * RFC 7162 §3.2 (QRESYNC) and §4 (line lengths), RFC 8314 (TLS from the first octet). COMPRESS is off: it would unbound the bounds.
 *
 * <p>Must not import: the flow, the edge.
 */
package postern.imap;
