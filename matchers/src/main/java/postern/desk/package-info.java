/**
 * The vocabulary of a service desk: teams, agents, topics, promises, calendars, ticket numbers, and the reasons of decisions.
 *
 * <p>A mail passes through every other package with these words; this one knows no mail and no James.
 *
 * <ol>
 *   <li>Every record is immutable and checked when it is made: a Desk that exists is a Desk that can run.
 *   <li>A configuration with mistakes gives all mistakes, each with line and hint, and no Desk.
 * </ol>
 *
 * <p>Must not import: any other package of Postern.
 */
package postern.desk;
