package postern.desk;

import java.time.Duration;

/**
 * How long tickets live.
 *
 * @param reopenWithin a customer's mail to a ticket without news for longer than this opens a new ticket
 */
public record TicketPolicy(Duration reopenWithin) {
    public static TicketPolicy standard() {
        return new TicketPolicy(Duration.ofDays(30));
    }
}
