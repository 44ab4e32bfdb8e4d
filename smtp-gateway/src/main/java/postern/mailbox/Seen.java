package postern.mailbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.core.Username;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.MessageId;
import postern.desk.TicketId;
import postern.store.Schema;
import postern.store.Store;

/**
 * Who fetched the text of which mail of the last hours. Kept in memory, and written down once in a while in one unit of work, so that
 * reading mail costs no write and a restart asks nobody to open a mail again which the program has already; what is forgotten all the
 * same counts as not seen. Thread-safe.
 */
@Singleton
public final class Seen {
    private static final Schema SCHEMA = new Schema("seen", List.of("""
        CREATE TABLE mailbox_look (mail INTEGER NOT NULL, login TEXT NOT NULL, PRIMARY KEY (mail, login)) WITHOUT ROWID;
        """));
    private static final int MAILS = 200_000;
    private static final int UNWRITTEN = 20_000;
    private static final Duration KEPT = Duration.ofHours(12);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** A mail in somebody's hands. */
    private record Look(String login, long mail) {
    }

    private final Store store;
    private final Clock clock;
    private final Cache<Look, Boolean> looks;
    private final BlockingQueue<Look> unwritten = new ArrayBlockingQueue<>(UNWRITTEN);
    private volatile Instant written;

    @Inject
    public Seen(Store store, Clock clock) {
        store.migrate(SCHEMA);
        this.store = store;
        this.clock = clock;
        this.written = clock.instant();
        this.looks = Caffeine.newBuilder().maximumSize(MAILS).expireAfterWrite(KEPT)
            .ticker(() -> Duration.ofMillis(clock.millis()).toNanos()).build();
    }

    void fetched(Username by, MessageId message) {
        long mail = SqlMessageId.of(message);
        Look look = new Look(by.asString(), mail);
        // Nobody asks about older mails.
        if (mail >= oldest() && looks.asMap().putIfAbsent(look, Boolean.TRUE) == null) {
            unwritten.offer(look);
        }
    }

    private long oldest() {
        return SqlMessageIds.first(clock.instant().minus(KEPT));
    }

    /** Writes down what was fetched since the last time, if that is a minute ago; what is too old goes. */
    public void keep() {
        if (!unwritten.isEmpty() && !clock.instant().isBefore(written.plus(PAUSE))) {
            keepNow();
        }
    }

    /** Writes it down whenever the last time was. */
    public void keepNow() {
        written = clock.instant();
        List<Look> fresh = new ArrayList<>();
        unwritten.drainTo(fresh);
        if (fresh.isEmpty()) {
            return;
        }
        store.writeAndWait(connection -> {
            for (Look look : fresh) {
                Sql.update(connection, "INSERT OR IGNORE INTO mailbox_look (mail, login) VALUES (?,?)", look.mail(), look.login());
            }
            return Sql.update(connection, "DELETE FROM mailbox_look WHERE mail < ?", oldest());
        });
    }

    /** Whether a fetch shows more than the header. */
    static boolean isWhole(FetchGroup group) {
        return group.profiles().contains(FetchGroup.Profile.FULL_CONTENT) || group.profiles().contains(FetchGroup.Profile.BODY_CONTENT)
            || !group.getPartContentDescriptors().isEmpty();
    }

    /** @return whether a login has fetched a mail of the ticket that was laid into the desk's folders at this time or after it */
    public boolean since(Connection connection, String login, TicketId ticket, Instant time) throws SQLException {
        String name = login.toLowerCase(Locale.ROOT);
        for (long mail : Sql.list(connection, "SELECT mail FROM mailbox_ticket WHERE ticket = ? AND mail >= ? LIMIT 1000", row -> row.getLong(1),
                Belongings.number(ticket), SqlMessageIds.first(time))) {
            if (looks.getIfPresent(new Look(name, mail)) != null
                || Sql.one(connection, "SELECT 1 FROM mailbox_look WHERE mail = ? AND login = ?", row -> true, mail, name).isPresent()) {
                return true;
            }
        }
        return false;
    }
}
