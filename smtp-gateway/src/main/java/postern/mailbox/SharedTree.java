package postern.mailbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.inject.Singleton;
import org.apache.james.core.Username;
import org.apache.james.mailbox.exception.UnsupportedRightException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL.EntryKey;
import org.apache.james.mailbox.model.MailboxACL.Rfc4314Rights;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.apache.james.mailbox.model.MailboxConstants;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.UidValidity;
import postern.desk.Desk;
import postern.gestures.Doors;
import postern.store.Store;

/**
 * Makes the team folders and their ACLs what the desk says. Never removes a folder: those that the desk no longer names keep
 * their mail and get the rights of the folder above them. An agent is subscribed to what it may newly read, since many clients
 * show only subscribed folders, and unsubscribed from what it may no longer read. Thread-safe.
 */
@Singleton
public final class SharedTree {
    private final Store store;
    private final TeamTree tree;
    private final Provider<Desk> desk;

    @Inject
    public SharedTree(Store store, TeamTree tree, Provider<Desk> desk) {
        this.store = store;
        this.tree = tree;
        this.desk = desk;
    }

    /**
     * The account that the tree belongs to: the desk's at the time of the first start, and that one ever after, so that the
     * folders stay in sight when the desk gets another domain. Call after the catalogue made its tables.
     */
    static Username owner(Store store, String domain) {
        return Username.of(store.writeAndWait(connection -> {
            Sql.update(connection, "INSERT INTO mailbox_tree (owner) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM mailbox_tree)",
                "desk@" + domain);
            return Sql.one(connection, "SELECT owner FROM mailbox_tree", row -> row.getString(1)).orElseThrow();
        }));
    }

    /** Owner of the tree. */
    Username account() {
        return tree.account();
    }

    /** Call at start and after each reload of the desk. Doing it again changes nothing. */
    public void apply() {
        TreePlan plan = TreePlan.of(desk.get());
        List<Long> touched = new ArrayList<>(store.writeAndWait(connection -> moveAside(connection, plan)));
        store.writeAndWait(this::retire).forEach(tree.catalogue()::refresh);
        touched.addAll(store.writeAndWait(connection -> {
            Map<String, Map<String, String>> all = new TreeMap<>(plan.folders());
            tree.catalogue().of(tree.account())
                .map(folder -> folder.getName().replace(tree.delimiter(), '/'))
                .forEach(path -> all.computeIfAbsent(path, plan::rightsAt));
            List<Long> ids = new ArrayList<>();
            for (Map.Entry<String, Map<String, String>> folder : all.entrySet()) {
                ids.add(put(connection, folder.getKey(), folder.getValue()));
            }
            return ids;
        }));
        touched.forEach(tree.catalogue()::refresh);
        store.writeAndWait(connection -> doors(connection, plan)).forEach(tree.catalogue()::refresh);
    }

    /** Doors are each agent's own; those that the desk once had for all go, unless something lies in them. */
    private List<Long> retire(Connection connection) throws SQLException {
        List<Long> retired = new ArrayList<>();
        for (Mailbox folder : tree.catalogue().of(tree.account()).filter(one -> Doors.is(tree.path(one))).toList()) {
            long id = SqlMailboxId.of(folder.getMailboxId());
            if (Sql.update(connection, "DELETE FROM mailbox_folder WHERE id = ? AND NOT EXISTS (SELECT 1 FROM mailbox_entry WHERE folder = mailbox_folder.id)", id) == 1) {
                for (String table : SqlMailboxMapper.OF_A_FOLDER) {
                    Sql.update(connection, "DELETE FROM " + table + " WHERE folder = ?", id);
                }
                retired.add(id);
            }
        }
        return retired;
    }

    /** Makes those that are missing. */
    private List<Long> doors(Connection connection, TreePlan plan) throws SQLException {
        List<Long> made = new ArrayList<>();
        for (Map.Entry<String, List<String>> doors : plan.doors().entrySet()) {
            Username agent = Username.of(doors.getKey());
            for (String path : doors.getValue()) {
                MailboxPath at = path(path).withUser(agent);
                if (tree.catalogue().find(at).isEmpty()) {
                    made.addAll(Sql.list(connection, "INSERT INTO mailbox_folder (namespace, owner, name, uid_validity) VALUES (?,?,?,?) ON CONFLICT DO NOTHING"
                        + " RETURNING id", row -> row.getLong(1), at.getNamespace(), agent.asString(), at.getName(), UidValidity.generate().asLong()));
                    Sql.update(connection, "INSERT OR IGNORE INTO mailbox_subscription (user, name) VALUES (?,?)", agent.asString(), at.asEscapedString());
                }
            }
        }
        return made;
    }

    /** The folder of a path with {@code /}, made now if it is missing. */
    Mailbox folder(String path) {
        MailboxPath at = path(path);
        Optional<Mailbox> known = tree.catalogue().find(at);
        if (known.isPresent()) {
            return known.get();
        }
        TreePlan plan = TreePlan.of(desk.get());
        List<Long> made = store.writeAndWait(connection -> {
            List<Long> ids = new ArrayList<>();
            for (int end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) {
                ids.add(put(connection, path.substring(0, end), plan.rightsAt(path.substring(0, end))));
            }
            ids.add(put(connection, path, plan.rightsAt(path)));
            return ids;
        });
        made.forEach(tree.catalogue()::refresh);
        return tree.catalogue().find(at).orElseThrow(() -> new IllegalStateException("folder " + path + " was just made"));
    }

    private MailboxPath path(String path) {
        return MailboxPath.forUser(tree.account(), path.replace('/', tree.delimiter()));
    }

    private long put(Connection connection, String path, Map<String, String> rights) throws SQLException {
        MailboxPath at = path(path);
        Sql.update(connection, "INSERT INTO mailbox_folder (namespace, owner, name, uid_validity) VALUES (?,?,?,?)"
                + " ON CONFLICT DO NOTHING", at.getNamespace(), at.getUser().asString(), at.getName(),
            UidValidity.generate().asLong());
        long id = Sql.one(connection, "SELECT id FROM mailbox_folder WHERE owner = ? AND namespace = ? AND name = ?",
            row -> row.getLong(1), at.getUser().asString(), at.getNamespace(), at.getName()).orElseThrow();
        Map<EntryKey, Rfc4314Rights> before = Catalogue.acl(connection, id).getEntries();
        Map<EntryKey, Rfc4314Rights> after = entries(rights);
        if (!before.equals(after)) {
            Sql.update(connection, "DELETE FROM mailbox_acl WHERE folder = ?", id);
            for (Map.Entry<EntryKey, Rfc4314Rights> entry : after.entrySet()) {
                Sql.update(connection, "INSERT INTO mailbox_acl (folder, entry, rights) VALUES (?,?,?)", id,
                    entry.getKey().serialize(), entry.getValue().serialize());
            }
            subscribe(connection, at, before, after);
        }
        return id;
    }

    private static void subscribe(Connection connection, MailboxPath at, Map<EntryKey, Rfc4314Rights> before,
                                  Map<EntryKey, Rfc4314Rights> after) throws SQLException {
        for (EntryKey key : union(before, after)) {
            boolean did = uses(before.get(key));
            boolean does = uses(after.get(key));
            if (did != does) {
                Username user = Username.of(key.getName());
                Sql.update(connection, does ? "INSERT OR IGNORE INTO mailbox_subscription (user, name) VALUES (?,?)"
                    : "DELETE FROM mailbox_subscription WHERE user = ? AND name = ?", user.asString(),
                    at.withUser(user).asEscapedString());
            }
        }
    }

    /** Many programs show only what is subscribed: what is read, and what mails are laid into. */
    private static boolean uses(Rfc4314Rights rights) {
        return rights != null && (rights.contains(Right.Read) || rights.contains(Right.Insert));
    }

    private static Iterable<EntryKey> union(Map<EntryKey, Rfc4314Rights> one, Map<EntryKey, Rfc4314Rights> other) {
        Map<EntryKey, Rfc4314Rights> all = new HashMap<>(one);
        all.putAll(other);
        return all.keySet();
    }

    private static Map<EntryKey, Rfc4314Rights> entries(Map<String, String> rights) {
        Map<EntryKey, Rfc4314Rights> acl = new HashMap<>();
        rights.forEach((login, text) -> {
            try {
                acl.put(EntryKey.createUserEntryKey(Username.of(login)), Rfc4314Rights.deserialize(text));
            } catch (UnsupportedRightException e) {
                throw new IllegalStateException(e);
            }
        });
        return acl;
    }

    /** An agent's own folder of the name that a team now has would be hidden by the team's: it gets another name. */
    private List<Long> moveAside(Connection connection, TreePlan plan) throws SQLException {
        List<Long> moved = new ArrayList<>();
        for (String root : plan.folders().keySet().stream().filter(path -> path.indexOf('/') < 0 && tree.folder(path).isEmpty()).toList()) {
            for (String login : plan.folders().get(root).keySet()) {
                moved.addAll(Sql.list(connection, "UPDATE OR IGNORE mailbox_folder SET name = ?1 || ' (own)' || substr(name, ?2)"
                        + " WHERE owner = ?3 AND namespace = ?4 AND (name = ?1 OR substr(name, 1, ?2) = ?1 || ?5) RETURNING id",
                    row -> row.getLong(1), root, root.length() + 1, Username.of(login).asString(),
                    MailboxConstants.USER_NAMESPACE, String.valueOf(tree.delimiter())));
            }
        }
        return moved;
    }
}
