/**
 * Questions that {@code mailetcontainer.xml} asks of a mail. Each answers with all recipients or none, so that a mail is
 * never split while it is being decided.
 *
 * <ol>
 *   <li>A matcher changes nothing but the docket it remembers the mail's envelope in.
 *   <li>A mail without a docket, or with one that does not say yet, matches nothing.
 * </ol>
 *
 * <p>Must not import: SQL, clocks, the mailets.
 */
package postern.matchers;
