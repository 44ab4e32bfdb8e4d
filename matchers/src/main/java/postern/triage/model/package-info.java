/**
 * The classifier: what a mail is about where no rule says so, learned from the example phrases of the desk and from what agents
 * put right.
 *
 * <p>A mail is folded as for the rules and becomes a {@link postern.triage.model.Wording}; the current
 * {@link postern.triage.model.Model} makes a {@link postern.triage.model.Guess} of it. Models come from
 * {@link postern.triage.model.Training}: multinomial logistic regression over words, pairs, pieces of words and runs of Chinese
 * characters, weighted by rarity. A desk has few examples of many topics in two scripts, and its gateway no graphics card: of what
 * was measured (README) this is the best for its size, and its reasons can be told in the customer's words.
 *
 * <ol>
 *   <li>The same examples give the same model, in whatever order they come (TrainingTest).
 *   <li>A probability is one: calibrated on examples that the answering model had not seen (TrainingTest).
 *   <li>Few examples make a model that rarely speaks, not one that is wrong (TrainingTest).
 *   <li>The time of a guess is bounded, whatever the mail holds (TrainingTest).
 *   <li>What only one customer's mail says is not in the model (TrainingTest).
 *   <li>A file that is not a whole model is refused, never half believed (ModelFileTest).
 * </ol>
 *
 * <p>Must not import: James, SQL, files, clocks, the rest of triage.
 */
package postern.triage.model;
