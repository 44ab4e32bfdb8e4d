package postern.desk;

/**
 * A ticket number: nine digits and a check digit, written {@code 482-109-3765}.
 *
 * <p>Drawn at random, so it tells nobody how much mail the desk gets; digits only, so it can be read out on the phone in
 * any language; the last digit (Damm) finds each single wrong digit and each swap of neighbours.
 */
public record TicketId(String value) {
    public TicketId {
        if (!value.matches("[1-9]\\d{2}-\\d{3}-\\d{4}")) {
            throw new IllegalArgumentException("'" + value + "' is not a ticket number");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
