package postern.mailbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.inject.Inject;
import javax.inject.Singleton;
import javax.mail.Flags;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MessageManager.FlagsUpdateMode;
import org.apache.james.mailbox.exception.UnsupportedRightException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL.Rfc4314Rights;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.apache.james.mailbox.store.FlagsUpdateCalculator;
import postern.desk.TicketId;
import postern.gestures.Change;
import postern.gestures.Conversations;
import postern.store.Store;

/**
 * Conversations as rows of the mailbox. A mail has one place among the team folders; the views of the desk (due soon, overdue) show
 * it as well and do not count as its place.
 */
@Singleton
public final class SqlConversations implements Conversations {
    static final String DESK = "Desk/";
    private static final String LOST = DESK + "Deleted";
    /** Keywords of mails that the desk wrote. */
    private static final Set<String> OURS = Set.of("answer", "note", "held");
    /** Nobody writes so many mails about one thing; more than that stay where they are. */
    static final int MOST = 2000;

    private final Store store;
    private final TeamTree tree;
    private final Announcements announcements;
    private final Clock clock;
    private final Entries entries;
    private final Homes homes;

    @Inject
    public SqlConversations(Store store, TeamTree tree, Announcements announcements, Clock clock) {
        this.store = store;
        this.tree = tree;
        this.announcements = announcements;
        this.clock = clock;
        this.entries = new Entries(store);
        this.homes = new Homes(tree);
    }

    @Override
    public Runnable gather(Connection connection, TicketId ticket, String folder, UnaryOperator<List<String>> keywords) throws SQLException {
        Announcements.News news = announcements.news();
        Optional<Mailbox> target = tree.folder(folder);
        for (long mail : Belongings.mails(connection, ticket, MOST)) {
            List<EntryRow> rows = Entries.ofMail(connection, mail);
            List<EntryRow> places = rows.stream().filter(homes::isPlace).toList();
            Optional<EntryRow> home = places.isEmpty() ? restore(connection, mail, rows, target, news) : Optional.of(homes.of(places, target));
            if (home.isPresent()) {
                for (EntryRow surplus : places) {
                    if (surplus.folder() != home.get().folder() || surplus.uid() != home.get().uid()) {
                        news.expunged(surplus.folder(), entries.remove(connection, surplus.folder(), List.of(surplus.uid())));
                    }
                }
                boolean apart = tree.path(home.get().folder()).filter(path -> path.startsWith(DESK)).isPresent();
                if (target.isPresent() && !apart && home.get().folder() != SqlMailboxId.of(target.get().getMailboxId())) {
                    move(connection, home.get(), target.get(), keywords, news);
                } else {
                    mark(connection, home.get(), keywords, news);
                }
            }
        }
        return news::tell;
    }

    @Override
    public List<String> differences(Connection connection, TicketId ticket, String folder, UnaryOperator<List<String>> keywords) throws SQLException {
        return new OutOfStep(tree).differences(connection, ticket, folder, keywords);
    }

    private void move(Connection connection, EntryRow row, Mailbox target, UnaryOperator<List<String>> keywords, Announcements.News news)
            throws SQLException {
        Flags flags = row.flags().marked(keywords);
        // It was marked in the folder that it leaves; here nobody wants to delete it.
        flags.remove(Flags.Flag.DELETED);
        List<EntryRow> placed = entries.move(connection, SqlMailboxId.of(target.getMailboxId()), List.of(row.at(row.uid(), row.modseq(),
            StoredFlags.of(flags))), clock.millis());
        if (!placed.isEmpty()) {
            news.added(SqlMailboxId.of(target.getMailboxId()), placed);
            news.expunged(row.folder(), List.of(row));
        }
    }

    private static void mark(Connection connection, EntryRow row, UnaryOperator<List<String>> keywords, Announcements.News news) throws SQLException {
        Flags flags = row.flags().marked(keywords);
        if (!flags.equals(row.flags().toFlags())) {
            news.marked(row.folder(), Entries.update(connection, List.of(row), new FlagsUpdateCalculator(flags, FlagsUpdateMode.REPLACE)));
        }
    }

    /**
     * A mail that only a view shows was dragged there, which means nothing: it is laid back. One that no folder of the tree holds is
     * laid where leads find it.
     */
    private Optional<EntryRow> restore(Connection connection, long mail, List<EntryRow> elsewhere, Optional<Mailbox> target, Announcements.News news)
            throws SQLException {
        Optional<EntryRow> viewed = elsewhere.stream().filter(row -> tree.path(row.folder()).filter(Homes.VIEWS::contains).isPresent()).findFirst();
        if (viewed.isPresent() && target.isPresent()) {
            return copy(connection, viewed.get(), target.get(), news);
        }
        Optional<EntryRow> known = elsewhere.isEmpty() ? Sql.one(connection, "SELECT thread, received, size, header FROM mailbox_lost WHERE mail = ?",
            row -> new EntryRow(0, 0, mail, row.getLong(1), 0, new StoredFlags(0, null), row.getLong(2), null, row.getLong(3), row.getInt(4)), mail)
            : Optional.of(elsewhere.getFirst());
        Optional<Mailbox> lost = tree.folder(LOST);
        if (known.isEmpty() || lost.isEmpty()) {
            return Optional.empty();
        }
        return copy(connection, known.get(), lost.get(), news);
    }

    private Optional<EntryRow> copy(Connection connection, EntryRow row, Mailbox target, Announcements.News news) throws SQLException {
        long folder = SqlMailboxId.of(target.getMailboxId());
        List<EntryRow> placed = entries.copy(connection, folder, List.of(row), clock.millis());
        news.added(folder, placed);
        return placed.stream().findFirst();
    }

    @Override
    public List<Noticed> noticed(int atMost) {
        return store.read(connection -> Sql.list(connection, "SELECT * FROM mailbox_change ORDER BY id LIMIT ?",
            row -> new Noticed(row.getLong("id"), Belongings.ticket(row.getLong("ticket")), row.getLong("mail"), change(row), row.getString("by"),
                Instant.ofEpochMilli(row.getLong("at"))), atMost));
    }

    private Change change(ResultSet row) throws SQLException {
        long folder = row.getLong("folder");
        if (!row.wasNull()) {
            Optional<Mailbox> found = tree.catalogue().find(folder);
            Optional<String> shown = found.flatMap(tree::beyond).or(() -> found).flatMap(one -> tree.path(SqlMailboxId.of(one.getMailboxId())));
            // A folder of somebody's own may have another name since, or be gone.
            Optional<String> own = shown.isPresent() ? Optional.empty() : Optional.ofNullable(row.getString("name"));
            return new Change.Laid(shown, own.map(tree::path).or(() -> shown.isPresent() ? Optional.empty() : found.map(tree::path)));
        }
        String added = row.getString("added");
        return added == null ? new Change.Gone() : new Change.Marked(keywords(added), keywords(row.getString("removed")));
    }

    private static Set<String> keywords(String lines) {
        return lines.isEmpty() ? Set.of() : Set.of(lines.split("\n"));
    }

    @Override
    public void forget(Connection connection, Noticed noticed) throws SQLException {
        Sql.update(connection, "DELETE FROM mailbox_change WHERE id = ?", noticed.id());
    }

    @Override
    public boolean isTouched(Connection connection, TicketId ticket) throws SQLException {
        return OutOfStep.isTouched(connection, ticket);
    }

    @Override
    public List<Long> rehome(Connection connection, TicketId from, TicketId to) throws SQLException {
        return Belongings.rehome(connection, from, to);
    }

    @Override
    public void rehome(Connection connection, List<Long> mails, TicketId from, TicketId to) throws SQLException {
        Belongings.rehome(connection, mails, from, to);
    }

    @Override
    public List<Long> from(Connection connection, TicketId ticket, List<String> messageIds) throws SQLException {
        Optional<Long> first = Belongings.first(connection, ticket, messageIds);
        return first.isEmpty() ? List.of() : from(connection, ticket, first.get());
    }

    @Override
    public List<Long> from(Connection connection, TicketId ticket, long mail) throws SQLException {
        List<Long> mails = Belongings.mails(connection, ticket, MOST);
        return mails.contains(mail) ? mails.stream().filter(one -> one >= mail).toList() : List.of();
    }

    @Override
    public Optional<TicketId> ticket(Connection connection, long mail) throws SQLException {
        return Belongings.ticket(connection, mail);
    }

    @Override
    public int count(Connection connection, TicketId ticket) throws SQLException {
        return Belongings.mails(connection, ticket, MOST).size();
    }

    @Override
    public List<String> messageIds(Connection connection, List<Long> mails) throws SQLException {
        List<String> ids = new ArrayList<>();
        for (long mail : mails) {
            Optional<byte[]> body = Sql.one(connection, "SELECT body FROM mailbox_mail WHERE id = ?", row -> row.getBytes(1), mail);
            body.flatMap(hash -> MailHeader.messageId(store.bodies().open(hash))).ifPresent(ids::add);
        }
        return ids;
    }

    @Override
    public Optional<Long> filed(Connection connection, String name) throws SQLException {
        return Sql.one(connection, "SELECT entry FROM mailbox_filed WHERE mail = ?", row -> row.getLong(1), name);
    }

    @Override
    public boolean lies(Connection connection, long mail, String folder) throws SQLException {
        return Entries.ofMail(connection, mail).stream().anyMatch(row -> tree.path(row.folder()).filter(path -> (path + "/").startsWith(folder + "/")).isPresent());
    }

    @Override
    public Optional<Runnable> putBack(Connection connection, long mail, String folder) throws SQLException {
        List<EntryRow> rows = Entries.ofMail(connection, mail);
        Optional<EntryRow> door = rows.stream().filter(homes::isDoor).findFirst();
        Optional<Mailbox> target = tree.folder(folder);
        if (door.isEmpty() || target.isEmpty()) {
            return Optional.empty();
        }
        Announcements.News news = announcements.news();
        long id = SqlMailboxId.of(target.get().getMailboxId());
        news.expunged(id, entries.remove(connection, id, rows.stream().filter(row -> row.folder() == id).map(EntryRow::uid).toList()));
        move(connection, door.get(), target.get(), UnaryOperator.identity(), news);
        return Optional.of(news::tell);
    }

    @Override
    public Optional<Withdrawn> withdraw(Connection connection, long mail) throws SQLException {
        List<EntryRow> rows = Entries.ofMail(connection, mail);
        Optional<byte[]> body = Sql.one(connection, "SELECT body FROM mailbox_mail WHERE id = ?", row -> row.getBytes(1), mail);
        if (body.isEmpty() || rows.stream().allMatch(row -> tree.path(row.folder()).isEmpty())) {
            return Optional.empty();
        }
        byte[] octets = store.bodies().get(connection, body.get());
        Announcements.News news = announcements.news();
        Belongings.remove(connection, mail);
        for (EntryRow row : rows) {
            news.expunged(row.folder(), entries.remove(connection, row.folder(), List.of(row.uid())));
        }
        return Optional.of(new Withdrawn(octets, news::tell));
    }

    @Override
    public boolean may(String login, String folder, String rights) {
        try {
            Rfc4314Rights wanted = Rfc4314Rights.deserialize(rights);
            return tree.folder(folder).filter(found -> tree.rights(Username.of(login), found).contains(wanted.list().toArray(Right[]::new))).isPresent();
        } catch (UnsupportedRightException e) {
            throw new IllegalArgumentException(rights, e);
        }
    }

    @Override
    public List<TicketId> byMessageId(String messageId) {
        return store.read(connection -> Belongings.ofReference(connection, messageId));
    }

    @Override
    public Optional<String> deliveredTo(TicketId ticket) {
        return store.read(connection -> Belongings.deliveredTo(connection, ticket));
    }

    @Override
    public Runnable answered(Connection connection, TicketId ticket, List<String> messageIds) throws SQLException {
        Announcements.News news = announcements.news();
        Optional<Long> question = Belongings.first(connection, ticket, messageIds);
        Optional<Long> mail = question.isPresent() ? question : last(connection, ticket);
        for (EntryRow row : mail.isPresent() ? Entries.ofMail(connection, mail.get()) : List.<EntryRow>of()) {
            news.marked(row.folder(), Entries.update(connection, List.of(row),
                new FlagsUpdateCalculator(new Flags(Flags.Flag.ANSWERED), FlagsUpdateMode.ADD)));
        }
        return news::tell;
    }

    /** The last mail that the desk did not write. */
    private static Optional<Long> last(Connection connection, TicketId ticket) throws SQLException {
        for (long mail : Belongings.mails(connection, ticket, MOST).reversed()) {
            if (!isOurs(Entries.ofMail(connection, mail))) {
                return Optional.of(mail);
            }
        }
        return Optional.empty();
    }

    /** Whether the desk wrote a mail. @param places of the mail */
    static boolean isOurs(List<EntryRow> places) {
        return places.stream().anyMatch(row -> row.flags().keywordList().stream().anyMatch(OURS::contains));
    }
}
