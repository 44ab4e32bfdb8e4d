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
import postern.replies.Originals;
import postern.store.Store;

/** What the customer of a ticket wrote. */
public record CustomersWords(Store store) implements Originals {
    /** The text stands at the beginning, pictures behind it. */
    private static final int BEGINNING = 1 << 20;
    private static final int LARGEST = 64 << 20;
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
                    return Optional.of(octets(connection, mail, BEGINNING));
                }
            }
            return Optional.empty();
        });
    }

    @Override
    public Optional<byte[]> original(TicketId ticket, List<String> messageIds) {
        return store.read(connection -> {
            for (String id : messageIds) {
                Optional<Long> mail = Belongings.mailOf(connection, ticket, id);
                if (mail.isPresent()) {
                    return Optional.of(octets(connection, mail.get(), LARGEST));
                }
            }
            return Optional.empty();
        });
    }

    private byte[] octets(Connection connection, long mail, int most) throws SQLException {
        record Stored(byte[] prefix, byte[] body) {
        }
        Stored stored = Sql.one(connection, "SELECT prefix, body FROM mailbox_mail WHERE id = ?", row -> new Stored(row.getBytes(1), row.getBytes(2)), mail)
            .orElseThrow();
        try (InputStream all = new SequenceInputStream(new ByteArrayInputStream(stored.prefix()), store.bodies().open(stored.body()))) {
            return all.readNBytes(most);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
