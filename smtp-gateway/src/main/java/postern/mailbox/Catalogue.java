package postern.mailbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.core.Username;
import org.apache.james.mailbox.exception.UnsupportedRightException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxACL.EntryKey;
import org.apache.james.mailbox.model.MailboxACL.Rfc4314Rights;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.UidValidity;
import postern.store.Store;

/**
 * All folders with their ACLs, in memory: each IMAP command asks for a path and its rights, and there are some hundreds of
 * folders. The rows are the truth; after each write of folder rows the caller says {@link #refresh}, which reads them back, so
 * the last refresh is right in whatever order writers come out of their commits. Thread-safe.
 */
@Singleton
public final class Catalogue {
    /** A folder; James' Mailbox is mutable, so each caller gets one of its own. */
    private record Folder(long id, MailboxPath path, long uidValidity, MailboxACL acl) {
        Mailbox mailbox() {
            return mailbox(path);
        }

        Mailbox mailbox(MailboxPath shownAs) {
            Mailbox mailbox = new Mailbox(shownAs, UidValidity.of(uidValidity), new SqlMailboxId(id));
            mailbox.setACL(acl);
            return mailbox;
        }
    }

    private final Store store;
    private final Map<Long, Folder> byId = new ConcurrentHashMap<>();
    private final Map<MailboxPath, Folder> byPath = new ConcurrentHashMap<>();
    private final Map<Username, Map<Long, Folder>> byOwner = new ConcurrentHashMap<>();

    @Inject
    public Catalogue(Store store) {
        this.store = store;
        store.migrate(MailboxTables.SCHEMA);
        store.read(connection -> Sql.list(connection, "SELECT id FROM mailbox_folder", row -> row.getLong(1)))
            .forEach(this::refresh);
    }

    /** Call after the commit of a unit that wrote the folder's row or ACL. */
    synchronized void refresh(long id) {
        Optional<Folder> now = store.read(connection -> load(connection, id));
        Folder before = now.isPresent() ? byId.put(id, now.get()) : byId.remove(id);
        if (before != null) {
            byPath.remove(before.path(), before);
            byOwner.getOrDefault(before.path().getUser(), Map.of()).remove(id);
        }
        now.ifPresent(folder -> {
            byPath.put(folder.path(), folder);
            byOwner.computeIfAbsent(folder.path().getUser(), owner -> new ConcurrentHashMap<>()).put(id, folder);
        });
    }

    private static Optional<Folder> load(Connection connection, long id) throws SQLException {
        MailboxACL acl = acl(connection, id);
        return Sql.one(connection, "SELECT namespace, owner, name, uid_validity FROM mailbox_folder WHERE id = ?",
            row -> new Folder(id, new MailboxPath(row.getString(1), Username.of(row.getString(2)), row.getString(3)),
                row.getLong(4), acl), id);
    }

    static MailboxACL acl(Connection connection, long id) throws SQLException {
        Map<EntryKey, Rfc4314Rights> acl = new HashMap<>();
        for (String[] entry : Sql.list(connection, "SELECT entry, rights FROM mailbox_acl WHERE folder = ?",
                row -> new String[] {row.getString(1), row.getString(2)}, id)) {
            acl.put(EntryKey.deserialize(entry[0]), rights(entry[1]));
        }
        return new MailboxACL(acl);
    }

    private static Rfc4314Rights rights(String text) throws SQLException {
        try {
            return Rfc4314Rights.deserialize(text);
        } catch (UnsupportedRightException e) {
            throw new SQLException("Stored rights '" + text + "' cannot be read", e);
        }
    }

    Optional<Mailbox> find(MailboxPath path) {
        return Optional.ofNullable(byPath.get(path)).map(Folder::mailbox);
    }

    Optional<Mailbox> find(long id) {
        return Optional.ofNullable(byId.get(id)).map(Folder::mailbox);
    }

    Stream<Mailbox> of(Username owner) {
        return folders(owner).stream().map(Folder::mailbox);
    }

    /** Folders of an owner as they are seen in another's name space. */
    Stream<Mailbox> of(Username owner, Username seenBy) {
        return folders(owner).stream().map(folder -> folder.mailbox(new ShownPath(folder.path(), seenBy)));
    }

    Stream<Mailbox> all() {
        return List.copyOf(byId.values()).stream().map(Folder::mailbox);
    }

    private Collection<Folder> folders(Username owner) {
        return List.copyOf(byOwner.getOrDefault(owner, Map.of()).values());
    }
}
