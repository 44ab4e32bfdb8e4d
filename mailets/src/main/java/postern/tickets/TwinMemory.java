package postern.tickets;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import postern.store.Memory;
import postern.store.Rounds;

/**
 * Which mails came already, by their fingerprints. A copy comes by another address at once, or is sent again after a lost
 * answer, for five days or so (RFC 5321 §4.5.4.1); months later the same words are a question again.
 */
public final class TwinMemory implements Memory {
    private static final Duration KEPT = Duration.ofDays(30);
    private final Rounds rounds = new Rounds("ticket_twin", "fingerprint", new byte[0]);

    @Override
    public String word() {
        return "twin";
    }

    @Override
    public int forget(Connection connection, Instant now, Predicate<String> mayComeAgain, int atMost) throws SQLException {
        int forgotten = 0;
        for (Object fingerprint : rounds.next(connection, atMost)) {
            forgotten += Sql.update(connection, """
                delete from ticket_twin where fingerprint = ? and not exists (select 1 from ticket t where t.id = ticket_twin.ticket and t.news >= ?)""",
                fingerprint, now.minus(KEPT));
        }
        return forgotten;
    }
}
