/**
 * What the desk says to customers by itself: acknowledgements, answers of topics that it names; what it proposes to agents: templates
 * and drafts; and to senders: that a mail will not be delivered.
 *
 * <p>A mail passes through here last, when its ticket is written and it lies in its folder: a reply that left cannot be taken
 * back.
 *
 * <ol>
 *   <li>One mail gets at most one acknowledgement: the memory of it, the count for the budgets, the reply itself and the end of
 *       the mail in the flow are one unit of work.
 *   <li>The reply goes to the envelope sender with an empty return path, and is marked so that no machine answers it.
 *   <li>Nothing of the customer's stands in it unless the sender is proven or known; placeholders are filled with text, never
 *       with fields.
 *   <li>A delivery report shows of the mail its header at most, and that only to its sender; nothing in it can end a part or
 *       begin a field. ({@code DeliveryReportsTest}, {@code UndeliveredTest})
 *   <li>A draft leaves when a person sends it and never else, answers nothing, and is gone when its ticket is answered
 *       (FlowSuggestTest).
 *   <li>Only topics that desk.yaml names are answered without a person: once, under all that holds for acknowledgements, in the
 *       customer's language, with the way to a person (FlowSuggestTest).
 *   <li>A question to another department takes the customer's mail along as it came, without what the desk wrote on it; what comes
 *       back from there is a note for colleagues, and from anybody else a customer's mail (FlowDepartmentTest).
 * </ol>
 *
 * <p>Standards: RFC 3834 whole; no {@code Precedence}, which §3.1.8 leaves to choice and RFC 2076 discourages. RFC 5322, RFC
 * 2045, RFC 2047, RFC 3282. RFC 3464 and RFC 6522 without delays and successes, which are not reported; RFC 3463.
 *
 * <p>Must not import: sockets, the server assembly.
 */
package postern.replies;
