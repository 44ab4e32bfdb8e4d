package postern.mailbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.core.Username;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.MessageId;
import postern.desk.TicketId;

/** Who fetched the text of which mail lately. Kept in memory: what is forgotten counts as not seen. Thread-safe. */
@Singleton
public final class Seen {
    private static final int MAILS = 200_000;
    private static final Duration KEPT = Duration.ofHours(12);

    /** A mail in somebody's hands. */
    private record Look(String login, long mail) {
    }

    private final Cache<Look, Boolean> looks;

    @Inject
    public Seen(Clock clock) {
        looks = Caffeine.newBuilder().maximumSize(MAILS).expireAfterWrite(KEPT)
            .ticker(() -> Duration.ofMillis(clock.millis()).toNanos()).build();
    }

    void fetched(Username by, MessageId mail) {
        looks.put(new Look(by.asString(), SqlMessageId.of(mail)), Boolean.TRUE);
    }

    /** Whether a fetch shows more than the header. */
    static boolean isWhole(FetchGroup group) {
        return group.profiles().contains(FetchGroup.Profile.FULL_CONTENT) || group.profiles().contains(FetchGroup.Profile.BODY_CONTENT)
            || !group.getPartContentDescriptors().isEmpty();
    }

    /** @return whether a login has fetched a mail of the ticket that was laid into the desk's folders at this time or after it */
    public boolean since(Connection connection, String login, TicketId ticket, Instant time) throws SQLException {
        String name = login.toLowerCase(Locale.ROOT);
        return Sql.list(connection, "SELECT mail FROM mailbox_ticket WHERE ticket = ? AND mail >= ? LIMIT 1000", row -> row.getLong(1),
            Belongings.number(ticket), SqlMessageIds.first(time)).stream().anyMatch(mail -> looks.getIfPresent(new Look(name, mail)) != null);
    }
}
