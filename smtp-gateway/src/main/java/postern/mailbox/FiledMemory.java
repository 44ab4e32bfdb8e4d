package postern.mailbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Predicate;
import postern.store.Memory;
import postern.store.Rounds;

/** Which mails were filed: of use while the flow may run for them again. */
final class FiledMemory implements Memory {
    private final Rounds rounds = new Rounds("mailbox_filed", "mail", "");

    @Override
    public String word() {
        return "filed";
    }

    @Override
    public int forget(Connection connection, Instant now, Predicate<String> mayComeAgain, int atMost) throws SQLException {
        int forgotten = 0;
        for (Object key : rounds.next(connection, atMost)) {
            // What was delivered to an inbox has its address behind the mail's name.
            if (!mayComeAgain.test(((String) key).split(" ", 2)[0])) {
                forgotten += Sql.update(connection, "DELETE FROM mailbox_filed WHERE mail = ?", key);
            }
        }
        return forgotten;
    }
}
