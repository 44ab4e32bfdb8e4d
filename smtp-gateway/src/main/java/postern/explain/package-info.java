/**
 * The dry run: what would become of a mail, and why, without anything becoming of it.
 *
 * <p>A mail goes through the same decisions as in the flow, against an empty ticket store: it is read, classified, prioritised,
 * assigned, and the answer is considered. Nothing is written, sent or counted.
 *
 * <ol>
 *   <li>Any octets give a verdict or an error; one mail never ends the run ({@code ExplainCommandTest}).
 *   <li>What is not known is absent ({@code ExplainCommandTest}).
 *   <li>Verdicts come in the order of the mails, though all processors work on them ({@code TurnsTest}).
 *   <li>Memory holds a few mails at a time, however many there are in a directory or mailbox file ({@code TurnsTest}, {@code MailsTest}).
 *   <li>Every reason that the gateway gives has a sentence in Chinese and in English; the text for people is in the language of
 *       the desk and says how the deadline was counted (WordingTest, StoryTest).
 * </ol>
 *
 * <p>Standards: RFC 4155 and the mboxrd quoting for mailbox files; JSON Lines for the output.
 *
 * <p>Must not import: the store, the edge, James.
 */
package postern.explain;
