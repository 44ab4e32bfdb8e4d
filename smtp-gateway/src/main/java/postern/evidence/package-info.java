/**
 * The archive for people: the commands {@code verify}, {@code export} and {@code recover}.
 *
 * <p>A mail meets this package when somebody has to prove what it said, or misses it in its folder.
 *
 * <ol>
 *   <li>All three work beside a running gateway and without one. ({@code EvidenceTest})
 *   <li>What is exported is checked by others with {@code sha256sum} alone. ({@code EvidenceTest})
 *   <li>A mail that is brought back lies where its ticket stands, once, octet for octet. ({@code EvidenceTest})
 * </ol>
 *
 * <p>Must not import: the edge, the queues of the spool.
 */
package postern.evidence;
