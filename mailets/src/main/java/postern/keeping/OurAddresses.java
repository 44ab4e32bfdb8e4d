package postern.keeping;

import java.util.Locale;
import java.util.function.Predicate;
import javax.inject.Provider;
import postern.desk.Desk;

/** Whether an address is the desk's: a service address, an agent's, or any of its domain. */
public record OurAddresses(Provider<Desk> desk) implements Predicate<String> {
    @Override
    public boolean test(String address) {
        Desk now = desk.get();
        return now.serviceAddress(address).isPresent() || now.agentOf(address).isPresent()
            || address.toLowerCase(Locale.ROOT).endsWith("@" + now.domain());
    }
}
