package postern.mailbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxACL.Rfc4314Rights;
import org.apache.james.mailbox.model.MailboxPath;
import postern.desk.Desk;
import postern.desk.file.DeskFile;

/** The sample desk with its team folders, as its agents see them. */
final class TestDesk implements AutoCloseable {
    private final Desk desk = sample("", "");
    private final TestMailbox mailbox;

    TestDesk() {
        mailbox = new TestMailbox('/', desk, binder -> { });
        mailbox.get(SharedTree.class).apply();
    }

    /** @param directory of the store; removed at the end */
    TestDesk(Path directory) {
        mailbox = new TestMailbox(directory, '/', desk, binder -> { });
        mailbox.get(SharedTree.class).apply();
    }

    /** The sample desk with one place of its text written differently. */
    static Desk sample(String what, String instead) {
        try {
            return DeskFile.read("desk.yaml", Files.readString(Path.of("../conf/desk.yaml")).replace(what, instead)).orThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <T> T get(Class<T> type) {
        return mailbox.get(type);
    }

    TestMailbox mailbox() {
        return mailbox;
    }

    Desk desk() {
        return desk;
    }

    Username agent(String id) {
        return Username.of(desk.agents().get(id).login());
    }

    MailboxSession session(String id) {
        return get(Mailboxes.class).createSystemSession(agent(id));
    }

    /** A folder as an agent names it. */
    MailboxPath path(String id, String folder) {
        return MailboxPath.forUser(agent(id), folder);
    }

    MessageManager open(String id, String folder) throws MailboxException {
        return get(Mailboxes.class).getMailbox(path(id, folder), session(id));
    }

    /** Gives an agent these rights on a team's folder, in place of those it had. */
    void grant(String folder, String id, String rights) {
        try {
            MailboxPath path = MailboxPath.forUser(account(), folder);
            get(Rights.class).applyRightsCommand(path, MailboxACL.command().forUser(agent(id))
                .rights(Rfc4314Rights.deserialize(rights)).asReplacement(),
                get(Mailboxes.class).createSystemSession(account()));
        } catch (MailboxException e) {
            throw new IllegalStateException(e);
        }
    }

    Username account() {
        return get(SharedTree.class).account();
    }

    @Override
    public void close() {
        mailbox.close();
    }
}
