package postern.mailbox;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import javax.inject.Inject;
import javax.inject.Singleton;
import javax.mail.Flags;
import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.SessionProvider;
import org.apache.james.mailbox.events.MailboxIdRegistrationKey;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.store.event.EventFactory;
import postern.spool.StoredMessage;
import postern.store.Store;
import postern.store.StoreException;
import postern.store.Work;
import postern.tickets.Folders;
import postern.tickets.Folders.Belonging;

/**
 * Files mails into team folders. The mail's name, the message and its numbers are one unit of work, so a mail is in
 * one folder once, however often the flow runs for it and whatever it decides then; then the event tells waiting clients and the search index.
 */
@Singleton
public final class SqlFolders implements Folders {
    private static final int PIECE = 2048;

    private final Store store;
    private final SharedTree tree;
    private final SqlMessageIds ids;
    private final EventBus events;
    private final Clock clock;
    private final Contents contents;
    private final MailboxSession session;
    private final KnownKeywords known;

    @Inject
    public SqlFolders(Store store, SharedTree tree, SqlMessageIds ids, EventBus events, Clock clock, SessionProvider sessions) {
        this.store = store;
        this.tree = tree;
        this.ids = ids;
        this.events = events;
        this.clock = clock;
        this.contents = new Contents(store);
        this.session = sessions.createSystemSession(tree.account());
        this.known = new KnownKeywords(store);
    }

    @Override
    public void file(Filing filing) throws MessagingException {
        Work<?> work = filing(filing);
        try {
            store.writeAndWait(work);
        } catch (StoreException e) {
            throw new MessagingException("cannot file " + filing.mail().getName() + " into " + filing.folder(), e);
        }
    }

    @Override
    public Work<?> filing(Filing filing) throws MessagingException {
        try {
            return filing(filing.mail().getName(), filing, tree.folder(filing.folder()), session);
        } catch (StoreException e) {
            throw new MessagingException("cannot make folder " + filing.folder() + " for " + filing.mail().getName(), e);
        }
    }

    /** @return whether a mail was filed under this name */
    boolean has(String name) {
        return store.read(connection -> Sql.one(connection, "SELECT 1 FROM mailbox_filed WHERE mail = ?", row -> true, name)).isPresent();
    }

    /** @param name under which it is filed once */
    void file(String name, Filing filing, Mailbox folder, MailboxSession as) throws MessagingException {
        store.writeAndWait(filing(name, filing, folder, as));
    }

    private Work<Boolean> filing(String name, Filing filing, Mailbox folder, MailboxSession as) throws MessagingException {
        Parcel parcel = parcel(filing);
        Flags flags = new Flags(Flags.Flag.RECENT);
        filing.keywords().forEach(flags::add);
        if (filing.belongs().filter(Belonging::ours).isPresent()) {
            flags.add(Flags.Flag.SEEN);
        }
        StoredFlags stored = StoredFlags.of(flags);
        long mail = ids.generate().value();
        return connection -> {
            boolean claimed = claim(connection, name, filing, mail);
            if (claimed) {
                EntryRow row = insert(connection, filing, folder, mail, parcel, stored);
                store.afterCommit(() -> announce(folder, row, as));
            }
            return claimed;
        };
    }

    private EntryRow insert(Connection connection, Filing filing, Mailbox folder, long mail, Parcel parcel, StoredFlags flags) throws SQLException {
        long id = SqlMailboxId.of(folder.getMailboxId());
        Entries.Numbers numbers = Entries.takeOne(connection, id, flags.unseen(), parcel.size())
            .orElseThrow(() -> new SQLException("folder " + filing.folder() + " was removed"));
        if (parcel.body() != null) {
            store.bodies().put(connection, parcel.hash(), parcel.body());
        }
        contents.put(connection, mail, parcel.prefix(), parcel.hash());
        EntryRow row = new EntryRow(id, numbers.uid(), mail, mail, numbers.modseq(), flags, filing.receivedAt().toEpochMilli(), clock.millis(),
            parcel.size(), parcel.header());
        known.know(connection, id, flags.keywordList());
        Entries.insertKnown(connection, row);
        if (filing.belongs().isPresent()) {
            Belongings.put(connection, mail, filing.belongs().get());
        }
        return row;
    }

    private static boolean claim(Connection connection, String name, Filing filing, long mail) throws SQLException {
        return Sql.update(connection, "INSERT INTO mailbox_filed (mail, folder, entry) VALUES (?,?,?) ON CONFLICT DO NOTHING",
            name, filing.folder(), mail) == 1;
    }

    private void announce(Mailbox folder, EntryRow row, MailboxSession as) {
        events.dispatch(EventFactory.added().randomEventId().mailboxSession(as).mailbox(folder)
            .addMetaData(row.metaData()).isDelivery(true).build(), new MailboxIdRegistrationKey(folder.getMailboxId())).block();
    }

    /**
     * A mail as it will be stored.
     *
     * @param body octets below the prefix, null if the store has them under the hash
     * @param header octets of prefix and header
     */
    private record Parcel(byte[] prefix, byte[] hash, byte[] body, long size, int header) {
    }

    private static Parcel parcel(Filing filing) throws MessagingException {
        byte[] added = filing.added().getBytes(StandardCharsets.US_ASCII);
        MimeMessage message = filing.mail().getMessage();
        try {
            if (message instanceof StoredMessage stored && stored.bodyHash().isPresent()) {
                byte[] prefix = join(added, stored.prefix());
                try (InputStream in = stored.getMessageInputStream()) {
                    return new Parcel(prefix, stored.bodyHash().get(), null, added.length + stored.getMessageSize(),
                        added.length + headerLength(in));
                }
            }
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            message.writeTo(octets);
            byte[] body = octets.toByteArray();
            return new Parcel(added, Store.Bodies.sha256(body), body, added.length + body.length,
                added.length + headerLength(new ByteArrayInputStream(body)));
        } catch (IOException e) {
            throw new MessagingException("cannot read " + filing.mail().getName(), e);
        }
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    /** Octets up to and with the first empty line (RFC 5322 §2.1); all, if there is none. */
    static int headerLength(InputStream mail) throws IOException {
        byte[] piece = new byte[PIECE];
        int length = 0;
        int matched = 2;
        for (int count = mail.read(piece); count >= 0; count = mail.read(piece)) {
            for (int i = 0; i < count; i++) {
                byte octet = piece[i];
                boolean carriage = octet == '\r' && matched % 2 == 0;
                boolean feed = octet == '\n' && matched % 2 == 1;
                matched = carriage || feed ? matched + 1 : octet == '\r' ? 1 : 0;
                if (matched == 4) {
                    return length + i + 1;
                }
            }
            length += count;
        }
        return length;
    }
}
