package postern.triage;

import java.util.List;
import java.util.Optional;
import postern.desk.Reason;

/**
 * Knows which customers are in which group of the desk. Asked by any number of threads, for one mail at most once a group; answers
 * within a short time, whatever its sources do, and never throws.
 */
public interface CustomerGroups {
    /**
     * @param group id of the desk's {@link postern.desk.CustomerGroup}
     * @param addresses in lower case
     */
    Membership of(String group, List<String> addresses);

    /**
     * @param member whether one of the addresses is in the group; nobody is in a group that cannot be asked
     * @param trouble why the group could not be asked
     */
    record Membership(boolean member, Optional<Reason> trouble) {
        /** Code of the reason for which a group counts as empty. */
        public static final String UNKNOWN = "group-unknown";

        public static Membership of(boolean member) {
            return new Membership(member, Optional.empty());
        }

        public static Membership unknown(String group, String why) {
            return new Membership(false, Optional.of(Reason.of(UNKNOWN, group + ":" + why)));
        }
    }

    /** Where no group can be asked. */
    static CustomerGroups none() {
        return (group, addresses) -> Membership.unknown(group, "not looked up");
    }
}
