package postern.replies;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Predicate;
import javax.inject.Inject;
import javax.inject.Provider;
import postern.desk.Desk;
import postern.store.Memory;
import postern.store.Rounds;
import postern.tickets.Sql;

/** Which mails were acknowledged: of use while a mail may come again, and as long as the desk counts by address. */
public final class AcknowledgementMemory implements Memory {
    private final Provider<Desk> desk;
    private final Rounds rounds = new Rounds("acknowledgement", "mail", "");

    @Inject
    public AcknowledgementMemory(Provider<Desk> desk) {
        this.desk = desk;
    }

    @Override
    public String word() {
        return "acknowledgement";
    }

    @Override
    public int forget(Connection connection, Instant now, Predicate<String> mayComeAgain, int atMost) throws SQLException {
        Instant counted = now.minus(desk.get().acknowledgements().addressPeriod()).minus(SqlReplies.HOUR);
        int forgotten = 0;
        for (Object mail : rounds.next(connection, atMost)) {
            if (!mayComeAgain.test((String) mail)) {
                forgotten += Sql.update(connection, "delete from acknowledgement where mail = ? and at < ?", mail, counted);
            }
        }
        return forgotten;
    }
}
