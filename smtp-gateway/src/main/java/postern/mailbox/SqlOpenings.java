package postern.mailbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.inject.Inject;
import postern.desk.TicketId;
import postern.learning.Openings;
import postern.store.Store;

/** Openings as rows of the mailbox. */
final class SqlOpenings implements Openings {
    private static final long LARGEST = 4 << 20;

    private final Store store;
    private final Contents contents;

    @Inject
    SqlOpenings(Store store) {
        this.store = store;
        this.contents = new Contents(store);
    }

    @Override
    public Optional<byte[]> opening(Connection connection, TicketId ticket) throws SQLException {
        for (long id : Belongings.mails(connection, ticket, 1)) {
            Optional<Contents.Mail> mail = contents.find(connection, id);
            if (mail.isPresent() && store.bodies().size(connection, mail.get().body()) <= LARGEST) {
                return Optional.of(store.bodies().get(connection, mail.get().body()));
            }
        }
        return Optional.empty();
    }
}
