package postern.index;

/**
 * How far the index is.
 *
 * @param state what it does
 * @param behind changes of the store that it does not know yet
 * @param unread mails that a new index has not gone through yet, about
 */
public record Progress(State state, long behind, long unread) {
    /** Answers are right in each of them; only in the first are they always quick. */
    public enum State { FOLLOWING, REBUILDING, FAILED, CLOSED }
}
