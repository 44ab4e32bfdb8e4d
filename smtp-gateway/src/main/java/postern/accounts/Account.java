package postern.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Who may log in.
 *
 * @param address name of the account and its address, lower case
 * @param disabled whether all its log-ins are refused
 * @param appPasswords passwords of single programs or devices, without the passwords themselves
 */
public record Account(String address, boolean disabled, Instant created, List<AppPassword> appPasswords) {
    public Account {
        appPasswords = List.copyOf(appPasswords);
    }

    /**
     * A password made for one program or device, good for some protocols only.
     *
     * @param label how its owner calls it; unique in the account
     */
    public record AppPassword(String label, Set<Protocol> protocols, Instant created) {
        public AppPassword {
            protocols = Set.copyOf(protocols);
        }
    }
}
