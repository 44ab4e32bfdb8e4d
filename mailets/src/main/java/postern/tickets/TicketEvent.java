package postern.tickets;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import postern.desk.Reason;

/**
 * Something that happened to a ticket; never removed; when the ticket's people are forgotten, only time and kind stay.
 *
 * @param kind kebab-case, from a closed list: {@code opened}, {@code joined}, {@code twin}, {@code decided}, {@code unreadable},
 *             {@code acknowledged}, {@code not-acknowledged}, {@code answered}, {@code moved}, {@code undone},
 *             {@code assigned}, {@code escalated}, {@code noted}, {@code recounted}, {@code held}, {@code released}, {@code merged}, {@code split},
 *             {@code snoozed}, {@code woken}, {@code handed-over}, {@code erased}, {@code mended}, {@code rule-undone}, {@code promise-missed}
 * @param mail name of the mail that caused it, empty if none did
 * @param detail reasons in words; may hold text of the customer
 */
public record TicketEvent(Instant at, String kind, String mail, String detail) {
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");
    private static final int DETAIL = 500;

    /** Reasons as they stand in the detail, for people. */
    public static String spoken(List<Reason> reasons) {
        return reasons.stream().map(reason -> Reason.of(reason.code(), brief(reason.detail())).toString()).collect(Collectors.joining(", "));
    }

    static String brief(String detail) {
        String line = CONTROLS.matcher(detail).replaceAll(" ");
        return line.length() <= DETAIL ? line : line.substring(0, DETAIL);
    }
}
