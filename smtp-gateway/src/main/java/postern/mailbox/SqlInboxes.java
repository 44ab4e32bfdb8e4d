package postern.mailbox;

import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Singleton;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxManager.CreateOption;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxExistsException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.quota.QuotaManager;
import org.apache.james.mailbox.quota.QuotaRootResolver;
import org.apache.james.mailbox.store.quota.QuotaChecker;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.apache.mailet.Mail;
import postern.mailets.Inboxes;
import postern.matchers.Dockets;
import postern.store.StoreException;
import postern.tickets.Folders.Filing;

/** Lays private mails into agents' inboxes, with the memory that {@link SqlFolders} has: one mail lies in an inbox once. */
@Singleton
public final class SqlInboxes implements Inboxes {
    private final SqlFolders folders;
    private final Mailboxes mailboxes;
    private final Catalogue catalogue;
    private final UsersRepository users;
    private final QuotaManager quotas;
    private final QuotaRootResolver roots;

    @Inject
    public SqlInboxes(SqlFolders folders, Mailboxes mailboxes, Catalogue catalogue, UsersRepository users, QuotaManager quotas,
                      QuotaRootResolver roots) {
        this.folders = folders;
        this.mailboxes = mailboxes;
        this.catalogue = catalogue;
        this.users = users;
        this.quotas = quotas;
        this.roots = roots;
    }

    @Override
    public void deliver(Mail mail, MailAddress to, String added) throws MessagingException {
        try {
            Username user = users.getUsername(to);
            if (!users.contains(user)) {
                throw new MessagingException("there is no account " + user.asString());
            }
            MailboxSession session = mailboxes.createSystemSession(user);
            // A blank is in no name of a mail and in no address of an account.
            String name = Dockets.name(mail) + " " + user.asString();
            if (!folders.has(name)) {
                Mailbox inbox = inbox(MailboxPath.inbox(user), session);
                new QuotaChecker(quotas, roots, inbox).tryAddition(1, mail.getMessageSize());
                folders.file(name, new Filing(mail, inbox.getName(), added, List.of(), Dockets.envelope(mail).receivedAt()), inbox, session);
            }
        } catch (MailboxException | UsersRepositoryException | StoreException e) {
            throw new MessagingException("cannot deliver " + mail.getName() + " to an inbox", e);
        }
    }

    private Mailbox inbox(MailboxPath path, MailboxSession session) throws MailboxException {
        Optional<Mailbox> known = catalogue.find(path);
        if (known.isPresent()) {
            return known.get();
        }
        try {
            mailboxes.createMailbox(path, CreateOption.CREATE_SUBSCRIPTION, session);
        } catch (MailboxExistsException e) {
            return catalogue.find(path).orElseThrow(() -> e);
        }
        return catalogue.find(path).orElseThrow(() -> new MailboxException(path.getName() + " was just made"));
    }
}
