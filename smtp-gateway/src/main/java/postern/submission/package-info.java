/**
 * What is asked of agents' mail when it is taken over, besides what the edge asks of every mail.
 *
 * <p>A submitted mail passes here at the end of DATA: it is read off the writer thread, and decided on in the unit of work that puts it
 * into the spool.
 *
 * <ol>
 *   <li>Of two answers to one ticket that come at once from two agents exactly one is sent (FlowSecondAnswerTest,
 *       FlowHeldAnswerTest).
 *   <li>Who was refused is told by whom and when the ticket was answered, and is taken after having opened that answer
 *       (FlowSecondAnswerTest).
 *   <li>Nobody answers a ticket that stands in a folder which he or she may not read (FlowSecondAnswerTest).
 *   <li>Neither an order nor a note goes to anybody outside (FlowControlMailTest), nor does an agent's vacation note or
 *       read receipt, which would tell the agent's own address (FlowAnswerTest).
 *   <li>What a last look objects to ({@link postern.triage.lastlook}) is refused with the reason; only who has the right to sends it all the
 *       same, which is written down with the ticket, and the word for it does not leave (FlowLastLookTest).
 *   <li>Fields of templates are filled with text and never with markup, in what is new of an answer and nowhere else; one without a
 *       value is not sent (FlowTemplateTest, FieldValuesTest).
 * </ol>
 *
 * <p>Standards: RFC 6409 §4.2 lets a submission server refuse what the site's policy does not want, §8 change what it takes over; RFC 5321 §4.2 for the reply.
 *
 * <p>Must not import: the server assembly.
 */
package postern.submission;
