/**
 * Hands tickets out: to the agent who is there, free and able, and, when nobody answers, to the next tier.
 *
 * <p>A new mail of a team whose tickets the gateway hands out passes here once, before it is filed: it goes to an agent's folder or
 * waits in the team's. From then on {@link postern.handout.Rota} makes its rounds: the most urgent ticket that waits goes to
 * whoever is free next, and what lies too long goes up. Whom, decides {@link postern.triage.Staffing}; here it is asked in the unit
 * of work that writes the answer down.
 *
 * <ol>
 *   <li>No ticket is given to two agents, and none to an agent who has as many as the cap, however many mails come at once; a further mail
 *       stays with who has its ticket (RotaTest).
 *   <li>Of the tickets that wait for the same agent, the earliest deadline goes first (RotaTest, StaffingTest).
 *   <li>Who is away keeps only what has time until they are back (RotaTest).
 *   <li>The mails of a ticket lie where the ticket is: both are one unit of work (RotaTest).
 *   <li>What was handed out, to whom, why, and who would have been next stands among the ticket's events (RotaTest).
 *   <li>Nothing lies with somebody who left, whose account is disabled, or who is away for too long (FlowHandOverTest).
 * </ol>
 *
 * <p>Must not import: the mailbox, the server.
 */
package postern.handout;
