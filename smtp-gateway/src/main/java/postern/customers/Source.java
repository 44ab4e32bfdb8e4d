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
}
