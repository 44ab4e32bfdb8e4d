package postern.mailbox;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.james.core.Username;
import org.apache.james.mailbox.acl.MailboxACLResolver;
import org.apache.james.mailbox.exception.UnsupportedRightException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxACL.Rfc4314Rights;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.apache.james.mailbox.model.MailboxConstants;
import org.apache.james.mailbox.model.MailboxPath;
import postern.gestures.Doors;

/**
 * The folders of the desk's account as agents see them: under the same names in each agent's own name space, as far as the ACL
 * gives the lookup right. A name of the tree always means the tree's folder, so nothing of an agent's own can stand before it.
 *
 * @param account owns the tree; nobody logs in as it
 */
public record TeamTree(Username account, char delimiter, Catalogue catalogue, MailboxACLResolver resolver) {

    /** The tree's folder that this path of an agent's name space shows, if the agent may know of it. */
    Optional<Mailbox> shownAt(MailboxPath path) {
        if (path.getUser().equals(account) || !path.getNamespace().equals(MailboxConstants.USER_NAMESPACE)) {
            return Optional.empty();
        }
        return catalogue.find(path.withUser(account)).filter(folder -> rights(path.getUser(), folder).contains(Right.Lookup));
    }

    /** @param path with {@code /} */
    Optional<Mailbox> folder(String path) {
        return catalogue.find(MailboxPath.forUser(account, path.replace('/', delimiter)));
    }

    /** @return path with {@code /} of a folder of the tree */
    Optional<String> path(long folder) {
        return catalogue.find(folder).filter(found -> found.getUser().equals(account)).map(this::path);
    }

    /** Whether what is laid into a folder of a user's own does not stay there. @param stored the folder */
    boolean isDoor(Mailbox stored) {
        return isOwn(stored) && (Doors.is(path(stored)) || beyond(stored).isPresent());
    }

    /** The team's folder that a folder of a user's own stands for: the user may lay mails there, and see nothing of it. */
    Optional<Mailbox> beyond(Mailbox stored) {
        boolean inbox = stored.getName().equals(MailboxConstants.INBOX);
        return isOwn(stored) && !inbox ? catalogue.find(stored.generateAssociatedPath().withUser(account)) : Optional.empty();
    }

    private boolean isOwn(Mailbox stored) {
        return !stored.getUser().equals(account) && stored.getNamespace().equals(MailboxConstants.USER_NAMESPACE);
    }

    /** @return path with {@code /} */
    String path(Mailbox folder) {
        return path(folder.getName());
    }

    /** @param name with the delimiter that folders are stored with */
    String path(String name) {
        return name.replace(delimiter, '/');
    }

    /** All folders of the tree that a user may know of, each with the path under which that user sees it. */
    Stream<Mailbox> shownTo(Username user) {
        return user.equals(account) ? Stream.empty()
            : catalogue.of(account, user).filter(folder -> rights(user, folder).contains(Right.Lookup));
    }

    /** RFC 9051 §5.1: INBOX in any case is the one inbox, so nothing comes to lie below another spelling of it. */
    MailboxPath canonical(MailboxPath path) {
        String root = root(path.getName());
        return root.length() < path.getName().length() && MailboxConstants.INBOX.equalsIgnoreCase(root)
            ? new MailboxPath(path, MailboxConstants.INBOX + path.getName().substring(root.length())) : path;
    }

    /** The mailbox as it is stored, whatever path it is shown under. */
    Mailbox stored(Mailbox shown) {
        return catalogue.find(SqlMailboxId.of(shown.getMailboxId())).orElse(shown);
    }

    /** Whether a mailbox is the tree's and not this user's own. */
    boolean isForeign(Mailbox mailbox, Username user) {
        return !user.equals(account) && stored(mailbox).getUser().equals(account);
    }

    /** RFC 4314 §2: the rights of a user on a folder; its owner has all. */
    Rfc4314Rights rights(Username user, Mailbox shown) {
        Mailbox folder = stored(shown);
        if (folder.getUser().equals(user)) {
            return MailboxACL.FULL_RIGHTS;
        }
        try {
            return resolver.resolveRights(user, folder.getACL(), folder.getUser().asString());
        } catch (UnsupportedRightException e) {
            throw new IllegalStateException("rights on folder " + folder.getMailboxId().serialize(), e);
        }
    }

    /** Whether a name lies in the tree, or looks as if it did: no one but the tree's account makes such a folder. */
    boolean claims(String name) {
        String root = likeness(root(name));
        return catalogue.of(account).anyMatch(folder -> likeness(root(folder.getName())).equals(root));
    }

    private String root(String name) {
        int end = name.indexOf(delimiter);
        return end < 0 ? name : name.substring(0, end);
    }

    /** Names that people cannot tell apart have the same likeness. */
    static String likeness(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).replaceAll("\\p{Cf}", "").toLowerCase(Locale.ROOT).strip();
    }
}
