package postern.mailbox;

import com.google.common.base.Preconditions;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import org.apache.james.core.Username;
import org.apache.james.mailbox.model.MailboxAnnotation;
import org.apache.james.mailbox.model.MailboxAnnotationKey;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.store.mail.AnnotationMapper;
import postern.store.Store;

/**
 * Annotations of mailboxes (METADATA, RFC 5464) as one user knows them: those that are shared, and the user's own private ones,
 * which are stored under the user's name before the key.
 */
record SqlAnnotationMapper(Store store, Username user) implements AnnotationMapper {
    private static final String PRIVATE = "/private";

    /** RFC 5464 §3.2: what lies below /private is each user's own. */
    static boolean isPrivate(MailboxAnnotationKey key) {
        return key.asString().toLowerCase(Locale.ROOT).startsWith(PRIVATE);
    }

    private String stored(MailboxAnnotationKey key) {
        return isPrivate(key) ? user.asString() + key.asString() : key.asString();
    }

    @Override
    public List<MailboxAnnotation> getAllAnnotations(MailboxId mailboxId) {
        String own = user.asString() + PRIVATE;
        return store.read(connection -> Sql.list(connection, "SELECT iif(substr(name, 1, ?2) = ?3, substr(name, ?4), name), value"
                + " FROM mailbox_annotation WHERE folder = ?1 AND (substr(name, 1, ?2) = ?3 OR name LIKE '/%' AND name NOT LIKE '/private%') ORDER BY 1",
            row -> MailboxAnnotation.newInstance(new MailboxAnnotationKey(row.getString(1)), row.getString(2)),
            SqlMailboxId.of(mailboxId), own.length(), own, user.asString().length() + 1));
    }

    @Override
    public List<MailboxAnnotation> getAnnotationsByKeys(MailboxId mailboxId, Set<MailboxAnnotationKey> keys) {
        return select(mailboxId, keys, MailboxAnnotationKey::equals);
    }

    @Override
    public List<MailboxAnnotation> getAnnotationsByKeysWithOneDepth(MailboxId mailboxId, Set<MailboxAnnotationKey> keys) {
        return select(mailboxId, keys, (wanted, name) -> isUnder(wanted, name)
            && name.countComponents() <= wanted.countComponents() + 1);
    }

    @Override
    public List<MailboxAnnotation> getAnnotationsByKeysWithAllDepth(MailboxId mailboxId, Set<MailboxAnnotationKey> keys) {
        return select(mailboxId, keys, SqlAnnotationMapper::isUnder);
    }

    private static boolean isUnder(MailboxAnnotationKey wanted, MailboxAnnotationKey name) {
        return name.equals(wanted) || name.asString().startsWith(wanted.asString() + "/");
    }

    private List<MailboxAnnotation> select(MailboxId mailboxId, Set<MailboxAnnotationKey> keys,
                                           BiPredicate<MailboxAnnotationKey, MailboxAnnotationKey> matches) {
        return getAllAnnotations(mailboxId).stream()
            .filter(annotation -> keys.stream().anyMatch(key -> matches.test(key, annotation.getKey())))
            .toList();
    }

    @Override
    public void insertAnnotation(MailboxId mailboxId, MailboxAnnotation annotation) {
        Preconditions.checkArgument(!annotation.isNil());
        store.writeAndWait(connection -> Sql.update(connection,
            "INSERT INTO mailbox_annotation (folder, name, value) VALUES (?,?,?) ON CONFLICT DO UPDATE SET value = excluded.value",
            SqlMailboxId.of(mailboxId), stored(annotation.getKey()), annotation.getValue().orElseThrow()));
    }

    @Override
    public void deleteAnnotation(MailboxId mailboxId, MailboxAnnotationKey key) {
        store.writeAndWait(connection -> Sql.update(connection, "DELETE FROM mailbox_annotation WHERE folder = ? AND name = ?",
            SqlMailboxId.of(mailboxId), stored(key)));
    }

    @Override
    public boolean exist(MailboxId mailboxId, MailboxAnnotation annotation) {
        return !getAnnotationsByKeys(mailboxId, Set.of(annotation.getKey())).isEmpty();
    }

    @Override
    public int countAnnotations(MailboxId mailboxId) {
        return getAllAnnotations(mailboxId).size();
    }
}
