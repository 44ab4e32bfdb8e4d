/**
 * A last look at what an agent writes to a customer, before it leaves.
 *
 * <p>A submitted answer passes {@link postern.triage.lastlook.Scrutiny} as its reader will see it, filled and with its quoted thread; what
 * it objects to is told to the writer, who corrects it or, having the right, sends it all the same. Which names and numbers belong to
 * other customers is looked up by the caller; {@link postern.triage.lastlook.Mentions} says which ones to look up.
 *
 * <ol>
 *   <li>A field that nobody filled, a missing attachment, the wrong language and a forbidden promise are found in Chinese (both
 *       scripts) and English (ScrutinyTest).
 *   <li>What people usually write raises no alarm: size XXL, masked numbers, headings in lenticular brackets, quoted questions, code
 *       (ScrutinyTest, ScrutinyCorpusTest).
 *   <li>The time is in proportion to the text, of which a beginning is looked at (ScrutinyTest).
 * </ol>
 *
 * <p>Must not import: anything that does I/O.
 */
package postern.triage.lastlook;
