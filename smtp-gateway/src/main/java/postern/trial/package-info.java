/**
 * A gateway to try things on: on free loopback ports, in a home of its own, with accounts for all agents of the desk.
 *
 * <p>Mail passes it as it passes any gateway; only where it listens, where its mail leaves to and its limits are set apart
 * from desk.yaml.
 *
 * <ol>
 *   <li>It listens on loopback only and sends to the given company mail server only.
 *   <li>A temporary home is gone when it is closed.
 * </ol>
 *
 * <p>Must not import: the edge, the mailbox, the spool.
 */
package postern.trial;
