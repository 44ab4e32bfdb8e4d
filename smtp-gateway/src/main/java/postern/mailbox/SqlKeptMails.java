package postern.mailbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Singleton;
import postern.desk.TicketId;
import postern.keeping.KeptMails;
import postern.store.Store;

/** The mails of all folders as rows of the mailbox. */
@Singleton
public final class SqlKeptMails implements KeptMails {
    private final Entries entries;
    private final Optional<Announcements> announcements;

    @Inject
    public SqlKeptMails(Store store, Announcements announcements) {
        this(store, Optional.of(announcements));
    }

    private SqlKeptMails(Store store, Optional<Announcements> announcements) {
        store.migrate(MailboxTables.SCHEMA);
        this.entries = new Entries(store);
        this.announcements = announcements;
    }

    /** The folders of a home whose gateway does not run: nobody is told. */
    public static SqlKeptMails unheard(Store store) {
        return new SqlKeptMails(store, Optional.empty());
    }

    @Override
    public List<Long> of(Connection connection, TicketId ticket, int atMost) throws SQLException {
        return Belongings.mails(connection, ticket, atMost);
    }

    @Override
    public Runnable remove(Connection connection, List<Long> mails) throws SQLException {
        Optional<Announcements.News> news = announcements.map(Announcements::news);
        for (long mail : mails) {
            // First, so that its last place takes its contents along.
            for (String table : new String[] {"mailbox_ticket", "mailbox_lost", "mailbox_change"}) {
                Sql.update(connection, "DELETE FROM " + table + " WHERE mail = ?", mail);
            }
            for (EntryRow row : Entries.ofMail(connection, mail)) {
                List<EntryRow> removed = entries.remove(connection, row.folder(), List.of(row.uid()));
                news.ifPresent(told -> told.expunged(row.folder(), removed));
            }
            entries.contents().release(connection, mail);
            Sql.update(connection, "DELETE FROM mailbox_attachment WHERE message = ?", mail);
        }
        return () -> news.ifPresent(Announcements.News::tell);
    }
}
