/**
 * The acts of the flow, one verb each; their order is in {@code conf/mailetcontainer.xml}.
 *
 * <p>A mail from outside passes: Unforge, Read, Tag, Classify, Prioritise, Assign, Consider, Explain, File, Suggest, Relay,
 * Acknowledge, Settle. What fails passes: Retry, Park, Settle, so that its other readers get it as well. Private mail
 * passes: Deliver, or what fails there Retry, for hours. What will not be delivered passes: Tell. An
 * agent's mail passes Answer, which lets it leave as the desk's, and Obey, before it goes its way. What another department answers
 * passes Hear, and then lies as a note, with a ticket that is in sight.
 *
 * <ol>
 *   <li>Each act reads, decides, writes, in this order; the acts up to Explain write nothing but the ticket's first row.
 *   <li>Each act can be done again for the same mail, after a crash at any point, and then changes nothing more.
 *   <li>Passing trouble is thrown as it is and tried again, after growing pauses; what cannot be handled is filed untouched
 *       for people to see, unless it is private: then it is kept, and its sender told, or without proof of the sender the desk, but
 *       nothing of what it says. Nothing is tried for ever, nothing is dropped; of what will not be delivered somebody is told once.
 *   <li>The octets of a mail from outside change in Unforge only, and there only by whole header fields that were forged; an
 *       agent's answer gets a header of the desk's and keeps its body.
 * </ol>
 *
 * <p>Must not import: sockets, the server assembly.
 */
package postern.mailets;
