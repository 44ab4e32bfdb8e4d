package postern.desk;

import java.time.Duration;

/**
 * How long tickets live, and what brings mails to them.
 *
 * @param reopenWithin a customer's mail to a ticket without news for longer than this opens a new ticket
 * @param sameTextWithin the same words of the same customer within this are the same question
 * @param joinUnproven whether words and order numbers join a ticket also where neither its opener nor the mail's sender is proven
 * @param replyAddress whether acknowledgements ask for replies to an address that only this ticket has
 */
public record TicketPolicy(Duration reopenWithin, Duration sameTextWithin, boolean joinUnproven, boolean replyAddress) {
    public static TicketPolicy standard() {
        return new TicketPolicy(Duration.ofDays(30), Duration.ofDays(7), true, false);
    }
}
