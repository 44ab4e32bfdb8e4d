/**
 * Proofs over the running gateway: killed at random, on a full disk, with mail programs that others wrote.
 */
package postern.proof;
