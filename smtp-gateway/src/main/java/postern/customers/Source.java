package postern.customers;

import java.util.List;

/** Where it stands who is in one group. Thread-safe. */
interface Source {
    /**
     * @param addresses in lower case
     * @return whether one of them is in the group
     * @throws Unanswered if that cannot be said, or not soon enough
     */
    boolean anyOf(List<String> addresses) throws Unanswered;

    /** Lets go of what is held open; questions that are under way may still be answered. */
    void close();
}
