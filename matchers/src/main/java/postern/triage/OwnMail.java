package postern.triage;

/**
 * Which addresses the desk answers for: each one that the edge takes, unless it is somebody's mailbox here or belongs to a
 * domain that is passed on. Asked by any thread of the flow; the answer is the edge's own, so nothing is taken that has no place.
 */
@FunctionalInterface
public interface OwnMail {
    /** @param address in any spelling */
    boolean isForDesk(String address);
}
