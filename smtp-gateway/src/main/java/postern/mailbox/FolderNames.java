package postern.mailbox;

import java.text.Normalizer;
import java.util.stream.Stream;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.exception.InsufficientRightsException;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxNameException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxPath;

/** Which names a folder may get. People choose by sight, so no name may look like another's. */
record FolderNames(TeamTree tree) {

    void check(MailboxPath path, MailboxSession session) throws MailboxException {
        String name = path.getName();
        if (!session.getUser().equals(tree.account()) && tree.claims(name)) {
            throw new InsufficientRightsException("'" + name + "' lies in the team folders, which the desk's configuration makes");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new MailboxNameException("A folder name has no control characters");
        }
        for (MailboxPath level : tree.canonical(path).getHierarchyLevels(session.getPathDelimiter())) {
            String twin = twin(level).findFirst().orElse(null);
            if (twin != null) {
                throw new MailboxNameException("'" + level.getName() + "' cannot be told from the folder '" + twin + "'");
            }
        }
    }

    private Stream<String> twin(MailboxPath path) {
        String name = path.getName();
        String plain = normal(name);
        return Stream.concat(tree.catalogue().of(path.getUser()), tree.shownTo(path.getUser()))
            .map(Mailbox::getName)
            .filter(other -> !other.equals(name) && normal(other).equals(plain));
    }

    private static String normal(String name) {
        return Normalizer.isNormalized(name, Normalizer.Form.NFKC) ? name : Normalizer.normalize(name, Normalizer.Form.NFKC);
    }
}
