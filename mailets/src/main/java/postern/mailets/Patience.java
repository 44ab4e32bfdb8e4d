package postern.mailets;

import java.io.IOException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.List;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import postern.store.StoreException;

/** How often a mail in trouble is tried again. */
enum Patience {
    /** A mistake of ours is not cured by time. */
    NONE(0),
    /** Other trouble of the store may be a mistake in the end. */
    SHORT(4),
    /** A full disk is waited for as long as it takes people to come to work. */
    LONG(9);

    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2),
        Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(4));
    private static final int DEPTH = 10;
    private final int attempts;

    Patience(int attempts) {
        this.attempts = attempts;
    }

    int attempts() {
        return attempts;
    }

    /** @param attempts that were made before */
    static Duration pause(int attempts) {
        return PAUSES.get(attempts);
    }

    static Patience with(Mail mail) {
        Object trouble = mail.getAttribute(Mail.MAILET_ERROR).map(attribute -> (Object) attribute.getValue().value()).orElse(null);
        for (int depth = 0; trouble instanceof Throwable thrown && depth < DEPTH; depth++) {
            if (thrown instanceof StoreException store) {
                return store.isFull() ? LONG : SHORT;
            }
            if (thrown instanceof IOException || thrown instanceof SQLTransientException) {
                return SHORT;
            }
            trouble = thrown instanceof MessagingException wrapped && wrapped.getNextException() != null ? wrapped.getNextException() : thrown.getCause();
        }
        return NONE;
    }
}
