package postern.letter;

import java.util.Optional;

/**
 * What a delivery status notification says. RFC 3464 §2.3; absent stays absent.
 *
 * @param status enhanced status code (RFC 3463), such as {@code 5.1.1}
 * @param action {@code failed}, {@code delayed}, {@code delivered}, {@code relayed} or {@code expanded}
 * @param recipient the address that failed
 * @param kind hard: do not send there again
 * @param originalMessageId Message-ID of the mail that bounced, with angle brackets
 */
public record Bounce(Optional<String> status, Optional<String> action, Optional<String> recipient, Optional<Kind> kind,
                     Optional<String> originalMessageId) {
    public enum Kind { HARD, SOFT }

    /** @return whether the mail will not arrive: RFC 3464 §2.3.3, {@code failed} and not {@code delayed} */
    public boolean failed() {
        return action.map("failed"::equals).orElse(kind.filter(Kind.HARD::equals).isPresent());
    }

    Bounce of(Optional<String> other) {
        return new Bounce(status, action, other, kind, originalMessageId);
    }
}
