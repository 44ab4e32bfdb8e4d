/**
 * The commands of those who answer for what is kept: holds, and the erasure of a person.
 *
 * <p>A mail meets this package when a hold keeps it, or when its sender asks to be forgotten.
 *
 * <ol>
 *   <li>Holds count from their commit on, beside a running gateway too. ({@code FlowRetentionTest})
 *   <li>Nothing is erased that was not shown before and agreed to, by a word or by --yes. ({@code UnhurriedErasureTest})
 *   <li>Who is back with a backup is found by the receipts alone, also who was only named in others' mail. ({@code RestoredErasureTest})
 * </ol>
 *
 * <p>Must not import: the edge.
 */
package postern.custody;
