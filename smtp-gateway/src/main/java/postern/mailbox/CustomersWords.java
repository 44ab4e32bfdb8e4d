package postern.mailbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import postern.desk.TicketId;
import postern.store.Store;

/** What the customer of a ticket wrote last. */
public record CustomersWords(Store store) {
    /** The text stands at the beginning, pictures behind it. */
    private static final int BEGINNING = 1 << 20;
    private static final int MAILS = 2_000;

    @Inject
    public CustomersWords {
    }

    /** @return the beginning of the ticket's last mail that the desk did not write; empty if it lies nowhere any more */
    public Optional<byte[]> last(TicketId ticket) {
        return store.read(connection -> {
            List<Long> mails = Belongings.mails(connection, ticket, MAILS);
            for (long mail : mails.reversed()) {
                if (!SqlConversations.isOurs(Entries.ofMail(connection, mail))) {
                    return Optional.of(octets(connection, mail));
                }
            }
            return Optional.empty();
        });
    }

    private byte[] octets(Connection connection, long mail) throws SQLException {
        record Stored(byte[] prefix, byte[] body) {
        }
        Stored stored = Sql.one(connection, "SELECT prefix, body FROM mailbox_mail WHERE id = ?", row -> new Stored(row.getBytes(1), row.getBytes(2)), mail)
            .orElseThrow();
        try (InputStream all = new SequenceInputStream(new ByteArrayInputStream(stored.prefix()), store.bodies().open(stored.body()))) {
            return all.readNBytes(BEGINNING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
