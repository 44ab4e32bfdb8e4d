package postern.desk;

import java.time.Duration;
import java.util.Optional;

/**
 * When a ticket that nobody answers goes to more experienced people.
 *
 * @param toSecond business time with the first tier; empty: it stays there
 * @param toThird business time with the second tier; empty: it stays there
 */
public record Escalation(Optional<Duration> toSecond, Optional<Duration> toThird) {
    public static final Escalation NEVER = new Escalation(Optional.empty(), Optional.empty());

    /** @return how long a ticket stays with a tier at most; empty for as long as it takes */
    public Optional<Duration> from(int tier) {
        return tier == 1 ? toSecond : tier == 2 ? toThird : Optional.empty();
    }
}
