/**
 * A month at the desk: the running gateway with a clock that jumps, and books of its own of what was done to each ticket.
 */
package postern.month;
