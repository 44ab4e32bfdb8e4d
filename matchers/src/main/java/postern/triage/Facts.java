package postern.triage;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import postern.desk.Reason;
import postern.letter.Correspondent;
import postern.letter.DataPoints;
import postern.letter.Letter;

/** One mail as rules ask it: each answer is found at most once, and only if a rule asks. Of one thread. */
final class Facts {
    private final Letter letter;
    private final Folded folded;
    private final Envelope envelope;
    private final Circumstances circumstances;
    private final CustomerGroups customers;
    private final List<String> senders;
    private final List<String> recipients;
    private final Supplier<List<String>> findOrders;
    private final Map<String, CustomerGroups.Membership> memberships = new HashMap<>();
    private List<String> orders;

    Facts(Docket docket, Circumstances circumstances, CustomerGroups customers, DataPoints points) {
        this.letter = docket.letter().orElseThrow();
        this.folded = docket.folded().orElseThrow();
        this.envelope = docket.envelope();
        this.circumstances = circumstances;
        this.customers = customers;
        this.senders = senders(letter, envelope);
        this.recipients = envelope.recipients().stream().map(address -> address.toLowerCase(Locale.ROOT)).toList();
        this.findOrders = () -> points.orders(letter);
    }

    Letter letter() {
        return letter;
    }

    Folded folded() {
        return folded;
    }

    Envelope envelope() {
        return envelope;
    }

    Optional<Long> bytes() {
        return circumstances.bytes();
    }

    /** Authors and envelope sender, in lower case; a few. */
    static List<String> senders(Letter letter, Envelope envelope) {
        return Stream.concat(letter.from().stream().map(Correspondent::address), Stream.of(envelope.sender()))
            .map(address -> address.toLowerCase(Locale.ROOT)).filter(address -> !address.isEmpty()).distinct().limit(4).toList();
    }

    List<String> senders() {
        return senders;
    }

    /** Envelope recipients, in lower case. */
    List<String> recipients() {
        return recipients;
    }

    List<String> orders() {
        orders = orders == null ? findOrders.get() : orders;
        return orders;
    }

    boolean isIn(String group) {
        return memberships.computeIfAbsent(group, asked -> customers.of(asked, senders)).member();
    }

    Optional<Duration> ticketAge() {
        return circumstances.ticketOpened().map(opened -> Duration.between(opened, envelope.receivedAt()));
    }

    /** Why groups could not be asked that a rule asked for. */
    List<Reason> troubles() {
        return memberships.entrySet().stream().sorted(Map.Entry.comparingByKey())
            .flatMap(entry -> entry.getValue().trouble().stream()).toList();
    }
}
