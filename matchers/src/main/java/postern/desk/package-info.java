/**
 * The vocabulary of a service desk: teams, agents, topics, promises, calendars, ticket numbers, and the reasons of decisions.
 *
 * <p>A mail passes through every other package with these words; this one knows no mail and no James.
 *
 * <ol>
 *   <li>Every record is immutable and checked when it is made: a Desk that exists is a Desk that can run.
 *   <li>Business time is what a person with a watch and the calendar counts, in every zone and over every clock change
 *       (WorkCalendarTest).
 *   <li>A ticket number with one wrong digit or two neighbours swapped is not a ticket number (TicketIdTest).
 * </ol>
 *
 * <p>Must not import: any other package of Postern.
 */
package postern.desk;
