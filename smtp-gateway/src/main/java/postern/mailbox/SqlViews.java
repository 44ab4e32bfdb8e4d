package postern.mailbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxPath;
import postern.clocks.Views;
import postern.desk.TicketId;
import postern.store.Store;

/** Views as folders of the desk: copies that share the message id, each of a mail that lies in its team's folder. */
@Singleton
public final class SqlViews implements Views {
    private static final int MOST = 2000;

    private final Store store;
    private final TeamTree tree;
    private final Announcements announcements;
    private final Clock clock;
    private final Entries entries;

    @Inject
    public SqlViews(Store store, TeamTree tree, Announcements announcements, Clock clock) {
        this.store = store;
        this.tree = tree;
        this.announcements = announcements;
        this.clock = clock;
        this.entries = new Entries(store);
    }

    private Optional<Long> folder(View view) {
        String name = "Desk" + tree.delimiter() + switch (view) {
            case DUE_SOON -> "Due soon";
            case OVERDUE -> "Overdue";
        };
        return tree.catalogue().find(MailboxPath.forUser(tree.account(), name)).map(Mailbox::getMailboxId).map(SqlMailboxId::of);
    }

    @Override
    public Set<TicketId> shown(View view) {
        Optional<Long> folder = folder(view);
        return folder.isEmpty() ? Set.of() : new LinkedHashSet<>(store.read(connection -> Sql.list(connection,
            "SELECT DISTINCT t.ticket FROM mailbox_entry e JOIN mailbox_ticket t ON t.mail = e.mail WHERE e.folder = ?",
            row -> Belongings.ticket(row.getLong(1)), folder.get())));
    }

    @Override
    public Runnable change(Connection connection, View view, Collection<TicketId> more, Collection<TicketId> less) throws SQLException {
        Announcements.News news = announcements.news();
        Optional<Long> folder = folder(view);
        if (folder.isEmpty()) {
            return () -> { };
        }
        for (TicketId ticket : less) {
            news.expunged(folder.get(), entries.remove(connection, folder.get(), Sql.list(connection,
                "SELECT e.uid FROM mailbox_ticket t JOIN mailbox_entry e ON e.mail = t.mail WHERE t.ticket = ? AND e.folder = ?",
                row -> row.getLong(1), Belongings.number(ticket), folder.get())));
        }
        for (TicketId ticket : more) {
            Optional<EntryRow> last = last(connection, ticket);
            if (last.isPresent() && last.get().folder() != folder.get()) {
                news.added(folder.get(), entries.copy(connection, folder.get(), List.of(last.get()), clock.millis()));
            }
        }
        return news::tell;
    }

    /** The customer's last mail where it lies; else any of the ticket's. */
    private static Optional<EntryRow> last(Connection connection, TicketId ticket) throws SQLException {
        Optional<EntryRow> any = Optional.empty();
        for (long mail : Belongings.mails(connection, ticket, MOST).reversed()) {
            List<EntryRow> rows = Entries.ofMail(connection, mail);
            if (!rows.isEmpty() && !SqlConversations.isOurs(rows)) {
                return Optional.of(rows.getFirst());
            }
            any = any.or(() -> rows.stream().findFirst());
        }
        return any;
    }
}
