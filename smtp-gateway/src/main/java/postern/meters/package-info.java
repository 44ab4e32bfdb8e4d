/**
 * James' meters in our registry.
 *
 * <p>A mail passes James' timers (each mailet, each IMAP command, the spool); they become one Prometheus family each for
 * timers, counts and gauges, with James' name as the only tag.
 *
 * <ol>
 *   <li>Tags come from James' closed set of operation names: never an address, subject or ticket.
 * </ol>
 *
 * <p>Must not import: anything else of Postern.
 */
package postern.meters;
