/**
 * What stands around a gateway, in small: a customer's mail program that speaks SMTP, and a company mail server that takes
 * what the gateway sends out. For {@code demo}, {@code bench} and tests; no customer's mail passes through here.
 *
 * <ol>
 *   <li>Everything listens on and connects to loopback only.
 *   <li>A peer that stops answering ends in an exception within the time-out, never in a hang.
 * </ol>
 *
 * <p>Standards: RFC 5321 in its minimum (HELO/EHLO, MAIL, RCPT, DATA, RSET, QUIT), RFC 2920 (pipelining) as an option of the
 * client. No TLS, no AUTH: demo and bench play strangers.
 *
 * <p>Must not import: anything else of Postern.
 */
package postern.wire;
