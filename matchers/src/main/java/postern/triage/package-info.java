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
 *   <li>The cost of a mail depends on its length and on the rules it may meet, not on how many rules there are; patterns are RE2,
 *       in linear time, and are tried only where they can be found. All shortcuts lead where asking each rule everything would
 *       lead (RulePropertiesTest, RuleBookTest).
 *   <li>A mail joins a ticket only by a Message-ID or address that we signed, or from a participant whose address is proven as well
 *       as it was when the ticket was opened (MatchingTest, StrangersTest).
 *   <li>Machines, our own addresses, strangers' copies and everything that is not surely a person's first mail to us are not
 *       answered, each for a reason of its own (ReplyPolicyTest).
 *   <li>What is written into a header is one field of ASCII, whatever the mail held (HeaderLinesTest, ExplanationTest).
 *   <li>Header fields that only we may write are taken out of mail from outside; no other octet changes (ForgeriesTest).
 * </ol>
 *
 * <p>Standards: RFC 3834 §2 and §5, RFC 5230 §4 (who is answered); RFC 5322 §3.6.4 (references); RFC 2047 §5, RFC 5322 §2.2.3
 * (header fields); RFC 8601 §5 (results in our name); RFC 9228 (Delivered-To).
 *
 * <p>Must not import: James, SQL, clocks.
 */
package postern.triage;
