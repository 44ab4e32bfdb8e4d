/**
 * Decides: which ticket, which topic, how urgent, which team, whether to acknowledge. Pure functions over a Letter, its
 * Envelope, a Desk and a snapshot of what is known of the ticket world.
 *
 * <p>A mail gathers its decisions in a {@link postern.triage.Docket}: each step reads the docket, decides, and gives back a
 * docket that says more.
 *
 * <ol>
 *   <li>Every decision carries its reasons (TriageTest).
 *   <li>Nothing undecided is dropped: the catch-all team and the fallback topic take it (TriageTest).
 *   <li>The cost of a mail depends on its length, not on the number of words in rules; patterns are RE2, in linear time.
 * </ol>
 *
 * <p>Must not import: James, SQL, clocks.
 */
package postern.triage;
