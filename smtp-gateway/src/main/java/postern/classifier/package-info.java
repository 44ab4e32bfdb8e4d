/**
 * The classifier as people look at it: what it learned, where it errs, which of its models is live.
 *
 * <p>No mail passes through here. {@code postern model} reads the shelf of models beside the store, also while the gateway runs;
 * a running gateway takes over another live model within seconds.
 *
 * <ol>
 *   <li>Looking changes nothing; {@code train} and {@code rollback} change which model is live, and nothing else (ModelCommandTest).
 *   <li>What {@code exam} prints was answered by models that had not seen the mails asked (TrialTest).
 * </ol>
 *
 * <p>Standards: JSON Lines for labelled mails.
 *
 * <p>Must not import: the edge, the mailbox, James.
 */
package postern.classifier;
