/**
 * The SMTP edge: reception on 25, submission on 587 and 465.
 *
 * <p>Must not import: the mailbox, the flow.
 */
package postern.edge;
