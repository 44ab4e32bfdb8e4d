package postern.mailbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Singleton;
import javax.mail.Flags;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxPath;
import postern.desk.TicketId;
import postern.replies.Drafts;
import postern.store.Schema;
import postern.store.Store;

/**
 * Mails that the gateway lays into the desk's folders for people to edit or read, which belong to no ticket's conversation: drafts of
 * answers, notes beside templates. Each is laid once by its name; what people do with it then is theirs.
 */
@Singleton
public final class StoredDrafts implements Drafts {
    private static final Schema SCHEMA = new Schema("drafts", List.of("""
        create table mailbox_draft (mail integer primary key, ticket integer not null);
        create index mailbox_draft_ticket on mailbox_draft(ticket);
        """));
    private static final String KEYWORD = "draft";
    private static final int LARGEST = 32 << 20;

    private final Store store;
    private final TeamTree tree;
    private final SqlMessageIds ids;
    private final Announcements announcements;
    private final Clock clock;
    private final Entries entries;

    @Inject
    public StoredDrafts(Store store, TeamTree tree, SqlMessageIds ids, Announcements announcements, Clock clock) {
        store.migrate(SCHEMA);
        this.store = store;
        this.tree = tree;
        this.ids = ids;
        this.announcements = announcements;
        this.clock = clock;
        this.entries = new Entries(store);
    }

    /** @return the whole mail */
    byte[] octets(long mail) {
        return store.read(connection -> {
            record Stored(byte[] prefix, byte[] body) {
            }
            Optional<Stored> stored = Sql.one(connection, "SELECT prefix, body FROM mailbox_mail WHERE id = ?", row -> new Stored(row.getBytes(1), row.getBytes(2)), mail);
            if (stored.isEmpty()) {
                return new byte[0];
            }
            try (InputStream all = new SequenceInputStream(new ByteArrayInputStream(stored.get().prefix()), store.bodies().open(stored.get().body()))) {
                return all.readNBytes(LARGEST);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** @return id of a folder of the desk's tree; empty if it is missing */
    Optional<Long> folder(String path) {
        return tree.catalogue().find(MailboxPath.forUser(tree.account(), path.replace('/', tree.delimiter()))).map(Mailbox::getMailboxId).map(SqlMailboxId::of);
    }

    /** Lays a mail into a folder. A second call with the same name changes nothing. */
    void save(String name, long folder, byte[] mail, Flags flags, Instant receivedAt) {
        Announcements.News news = announcements.news();
        store.writeAndWait(connection -> save(connection, name, folder, mail, flags, receivedAt, news));
        news.tell();
    }

    @Override
    public void lay(String name, TicketId ticket, String folder, byte[] mail, Instant at) {
        Announcements.News news = announcements.news();
        Flags flags = new Flags(Flags.Flag.DRAFT);
        flags.add(KEYWORD);
        flags.add(ticket.keyword());
        long into = folder(folder).orElseThrow(() -> new IllegalStateException("folder " + folder + " is missing"));
        store.writeAndWait(connection -> {
            Optional<Long> laid = save(connection, name, into, mail, flags, at, news);
            if (laid.isPresent()) {
                takeAway(connection, Sql.list(connection, "SELECT mail FROM mailbox_draft WHERE ticket = ?", row -> row.getLong(1), Belongings.number(ticket)), news);
                Sql.update(connection, "INSERT INTO mailbox_draft (mail, ticket) VALUES (?,?)", laid.get(), Belongings.number(ticket));
            }
            return null;
        });
        news.tell();
    }

    /** Takes away the drafts of tickets that wait for nobody's answer. */
    public void review() {
        List<Long> spent = store.read(connection -> Sql.list(connection, "SELECT d.mail FROM mailbox_draft d LEFT JOIN ticket t ON t.number = d.ticket"
            + " WHERE t.state IS NOT 'open' LIMIT 100", row -> row.getLong(1)));
        if (!spent.isEmpty()) {
            Announcements.News news = announcements.news();
            store.writeAndWait(connection -> {
                takeAway(connection, spent, news);
                return null;
            });
            news.tell();
        }
    }

    private void takeAway(Connection connection, List<Long> mails, Announcements.News news) throws SQLException {
        for (long mail : mails) {
            for (EntryRow row : Entries.ofMail(connection, mail)) {
                // A copy in a folder of somebody's own is that one's.
                if (tree.catalogue().find(row.folder()).filter(folder -> folder.getUser().equals(tree.account())).isPresent()) {
                    news.expunged(row.folder(), entries.remove(connection, row.folder(), List.of(row.uid())));
                }
            }
            Sql.update(connection, "DELETE FROM mailbox_draft WHERE mail = ?", mail);
        }
    }

    /** @return its id; empty if there was one of this name */
    private Optional<Long> save(Connection connection, String name, long folder, byte[] mail, Flags flags, Instant receivedAt, Announcements.News news)
            throws SQLException {
        long id = ids.generate().value();
        boolean first = Sql.update(connection, "INSERT INTO mailbox_filed (mail, folder, entry) VALUES (?,?,?) ON CONFLICT DO NOTHING", name,
            tree.catalogue().find(folder).map(Mailbox::getName).orElse(""), id) == 1;
        if (first) {
            StoredFlags stored = StoredFlags.of(flags);
            Entries.Numbers numbers = Entries.takeOne(connection, folder, stored.unseen(), mail.length).orElseThrow(() -> new SQLException("the folder was removed"));
            entries.contents().put(connection, id, new byte[0], store.bodies().put(connection, mail));
            EntryRow row = new EntryRow(folder, numbers.uid(), id, id, numbers.modseq(), stored, receivedAt.toEpochMilli(), clock.millis(), mail.length, header(mail));
            Entries.insert(connection, row);
            news.added(folder, List.of(row));
        }
        return first ? Optional.of(id) : Optional.empty();
    }

    void remove(long folder, List<Long> uids) {
        Announcements.News news = announcements.news();
        store.writeAndWait(connection -> {
            news.expunged(folder, entries.remove(connection, folder, uids));
            return null;
        });
        news.tell();
    }

    /** Octets of the header with its empty line; our own mails have one. */
    private static int header(byte[] mail) {
        for (int i = 0; i + 3 < mail.length; i++) {
            if (mail[i] == '\r' && mail[i + 1] == '\n' && mail[i + 2] == '\r' && mail[i + 3] == '\n') {
                return i + 4;
            }
        }
        return mail.length;
    }
}
