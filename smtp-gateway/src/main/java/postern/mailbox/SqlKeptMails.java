package postern.mailbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Singleton;
import postern.desk.TicketId;
import postern.keeping.KeptMails;
import postern.store.Store;

/** The mails of all folders as rows of the mailbox. */
@Singleton
public final class SqlKeptMails implements KeptMails {
    private final Store store;
    private final Entries entries;
    private final Optional<Announcements> announcements;

    /** @param ids whose tables are there by then */
    @Inject
    public SqlKeptMails(Store store, SqlMessageIds ids, Announcements announcements) {
        this(store, Optional.of(announcements));
    }

    private SqlKeptMails(Store store, Optional<Announcements> announcements) {
        this.store = store;
        this.entries = new Entries(store);
        this.announcements = announcements;
    }

    /** The folders of a home whose gateway does not run: nobody is told. */
    public static SqlKeptMails unheard(Store store) {
        store.migrate(MailboxTables.SCHEMA);
        return new SqlKeptMails(store, Optional.empty());
    }

    @Override
    public List<Long> after(long mail, int atMost) {
        return store.read(connection -> Sql.list(connection, "SELECT id FROM mailbox_mail WHERE id > ? ORDER BY id LIMIT ?", row -> row.getLong(1), mail, atMost));
    }

    @Override
    public Optional<Kept> find(long mail) {
        return store.read(connection -> {
            Optional<TicketId> ticket = Sql.one(connection, "SELECT ticket FROM mailbox_ticket WHERE mail = ?", row -> Belongings.ticket(row.getLong(1)), mail);
            return Sql.one(connection, "SELECT prefix, body FROM mailbox_mail WHERE id = ?",
                row -> new Kept(mail, row.getBytes(1), store.bodies().get(connection, row.getBytes(2)), ticket), mail);
        });
    }

    @Override
    public Map<Long, Optional<TicketId>> tickets(Connection connection, List<Long> mails) throws SQLException {
        Map<Long, Optional<TicketId>> tickets = new LinkedHashMap<>();
        for (long mail : mails) {
            Sql.one(connection, "SELECT t.ticket FROM mailbox_mail m LEFT JOIN mailbox_ticket t ON t.mail = m.id WHERE m.id = ?",
                row -> Optional.ofNullable(row.getObject(1)).map(number -> Belongings.ticket(((Number) number).longValue())), mail)
                .ifPresent(ticket -> tickets.put(mail, ticket));
        }
        return tickets;
    }

    @Override
    public Runnable replace(Connection connection, Kept by) throws SQLException {
        Optional<Announcements.News> news = announcements.map(Announcements::news);
        long mail = SqlMessageIds.inPlaceOf(connection, by.id());
        long size = by.prefix().length + by.body().length;
        int header = by.prefix().length + header(by.body());
        byte[] hash = store.bodies().put(connection, by.body());
        entries.contents().put(connection, mail, by.prefix(), hash);
        Sql.update(connection, "UPDATE mailbox_ticket SET mail = ? WHERE mail = ?", mail, by.id());
        Sql.update(connection, "UPDATE OR IGNORE ticket_merge_mail SET mail = ? WHERE mail = ?", mail, by.id());
        Sql.update(connection, "UPDATE mailbox_lost SET mail = ?, size = ?, header = ? WHERE mail = ?", mail, size, header, by.id());
        Sql.update(connection, "UPDATE mailbox_change SET mail = ? WHERE mail = ?", mail, by.id());
        follow(connection, "submission_held", "entry", mail, by.id());
        follow(connection, "mailbox_draft", "mail", mail, by.id());
        for (EntryRow row : Entries.ofMail(connection, by.id())) {
            long thread = row.thread() == by.id() ? mail : row.thread();
            Optional<Entries.Numbers> numbers = Entries.takeOne(connection, row.folder(), row.flags().unseen(), size);
            if (numbers.isPresent()) {
                EntryRow placed = new EntryRow(row.folder(), numbers.get().uid(), mail, thread, numbers.get().modseq(), row.flags(), row.received(),
                    row.saved(), size, header);
                Entries.insert(connection, placed);
                List<EntryRow> removed = entries.remove(connection, row.folder(), List.of(row.uid()));
                news.ifPresent(told -> {
                    told.added(row.folder(), List.of(placed));
                    told.expunged(row.folder(), removed);
                });
            }
        }
        entries.contents().release(connection, by.id());
        Sql.update(connection, "DELETE FROM mailbox_attachment WHERE message = ?", by.id());
        return () -> news.ifPresent(Announcements.News::tell);
    }

    /** What waits to be sent is still known by its mail. A home whose gateway never ran has no such table. */
    private static void follow(Connection connection, String table, String column, long mail, long before) throws SQLException {
        if (Sql.one(connection, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", row -> true, table).isPresent()) {
            Sql.update(connection, "UPDATE %1$s SET %2$s = ? WHERE %2$s = ?".formatted(table, column), mail, before);
        }
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

    private static int header(byte[] mail) throws SQLException {
        try {
            return SqlFolders.headerLength(new ByteArrayInputStream(mail));
        } catch (IOException e) {
            throw new SQLException("nothing fails in memory", e);
        }
    }
}
