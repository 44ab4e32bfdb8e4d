/**
 * What the desk says to customers by itself: acknowledgements and notices.
 *
 * <p>Must not import: sockets, the server assembly.
 */
package postern.replies;
