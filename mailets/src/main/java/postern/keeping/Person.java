package postern.keeping;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Who is to be forgotten.
 *
 * @param addresses in lower case, one at least
 * @param names by which the person is known beside the own mails
 * @param withDamaged whether archived mails that nobody can read, and so may be the person's, are to be overwritten too
 */
public record Person(Set<String> addresses, List<String> names, boolean withDamaged) {
    public Person(Set<String> addresses, List<String> names) {
        this(addresses, names, false);
    }

    public Person {
        Set<String> lower = new LinkedHashSet<>();
        addresses.forEach(address -> lower.add(address.strip().toLowerCase(Locale.ROOT)));
        addresses = Set.copyOf(lower);
        names = List.copyOf(names);
        if (addresses.isEmpty() || !addresses.stream().allMatch(address -> address.indexOf('@') > 0 && !address.endsWith("@"))) {
            throw new IllegalArgumentException("write a mail address, such as li@customer.example");
        }
    }

    /** @return whether an address is one of the person's; null is not */
    public boolean has(String address) {
        return address != null && addresses.contains(address.strip().toLowerCase(Locale.ROOT));
    }

    /** @return whether a text holds one of the addresses, as a quick look before a closer one */
    public boolean mayBeIn(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return addresses.stream().anyMatch(lower::contains);
    }
}
