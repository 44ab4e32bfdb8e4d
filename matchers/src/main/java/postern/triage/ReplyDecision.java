package postern.triage;

import postern.desk.Reason;

/**
 * Whether to acknowledge.
 *
 * @param due true: an acknowledgement shall leave
 * @param reason the one guard that stopped it, or {@code safe}
 * @param mayQuote whether the sender is authenticated or known, so that the customer's subject may stand in the answer
 */
public record ReplyDecision(boolean due, Reason reason, boolean mayQuote) {
}
