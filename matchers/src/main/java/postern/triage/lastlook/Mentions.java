package postern.triage.lastlook;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.letter.DataPoint;
import postern.letter.DataPoints;
import postern.letter.Letter;
import postern.triage.Addresses;

/**
 * What a mail names that could belong to a customer: in its subject, its new and its quoted text. Bounded, whatever the mail holds.
 *
 * @param addresses canonical, none of the desk's own
 * @param orders as the desk's patterns find them
 * @param tickets numbers whose check digit is right
 */
public record Mentions(Set<String> addresses, Set<String> orders, Set<TicketId> tickets) {
    private static final int MOST = 50;

    public Mentions {
        addresses = Set.copyOf(addresses);
        orders = Set.copyOf(orders);
        tickets = Set.copyOf(tickets);
    }

    public static Mentions of(Letter letter, DataPoints points, Desk desk) {
        Set<String> addresses = new LinkedHashSet<>();
        Set<String> orders = new LinkedHashSet<>();
        Set<TicketId> tickets = new LinkedHashSet<>();
        for (String text : List.of(letter.subject(), letter.text(), letter.quoted())) {
            String start = Scrutiny.start(text);
            for (DataPoint point : points.in(start)) {
                switch (point.kind()) {
                    case EMAIL -> add(addresses, Addresses.canonical(point.value()));
                    case ORDER -> add(orders, point.value());
                    default -> { }
                }
            }
            TicketId.find(start).forEach(ticket -> add(tickets, ticket));
        }
        addresses.removeIf(address -> Addresses.ours(desk, address));
        return new Mentions(addresses, orders, tickets);
    }

    private static <T> void add(Set<T> set, T value) {
        if (set.size() < MOST) {
            set.add(value);
        }
    }

    /** What is left when what somebody else said before is taken away. */
    public Mentions without(Mentions other) {
        return new Mentions(minus(addresses, other.addresses), minus(orders, other.orders), minus(tickets, other.tickets));
    }

    private static <T> Set<T> minus(Set<T> set, Set<T> other) {
        Set<T> left = new LinkedHashSet<>(set);
        left.removeAll(other);
        return left;
    }

    public boolean isEmpty() {
        return addresses.isEmpty() && orders.isEmpty() && tickets.isEmpty();
    }
}
