package postern.mailbox;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.james.core.Username;
import org.apache.james.core.quota.QuotaCountLimit;
import org.apache.james.core.quota.QuotaSizeLimit;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.SubscriptionManager;
import org.apache.james.mailbox.acl.MailboxACLResolver;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.quota.MaxQuotaManager;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mpt.api.Continuation;
import org.apache.james.mpt.api.ImapFeatures.Feature;
import org.apache.james.mpt.api.ImapHostSystem;
import org.apache.james.mpt.api.Session;
import org.apache.james.mpt.imapmailbox.GrantRightsOnHost;
import org.apache.james.mpt.imapmailbox.MailboxMessageAppender;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.memory.MemoryUsersRepository;
import postern.imap.FirstLogin;
import postern.server.ImapDialogue;
import postern.server.TestGateway;

/**
 * A running gateway as James' IMAP scripts want their server: reached over TCP with TLS, users without a domain, folders
 * divided by dots, and none of them there at first. Users and folders are made behind the back of IMAP.
 */
final class ImapHost implements ImapHostSystem, GrantRightsOnHost, MailboxMessageAppender, AutoCloseable {
    private final TestGateway gateway;
    private final MemoryUsersRepository users;
    private final MailboxManager mailboxes;
    private final Set<Username> known = new TreeSet<>((one, other) -> one.asString().compareTo(other.asString()));

    private ImapHost(TestGateway gateway, MemoryUsersRepository users) {
        this.gateway = gateway;
        this.users = users;
        this.mailboxes = gateway.gateway().part(MailboxManager.class);
    }

    static ImapHost start(Path home) throws Exception {
        MemoryUsersRepository users = MemoryUsersRepository.withoutVirtualHosting(null);
        BaseHierarchicalConfiguration settings = new BaseHierarchicalConfiguration();
        settings.addProperty("administratorId", "imapuser");
        users.configure(settings);
        return new ImapHost(TestGateway.start(home, UnaryOperator.identity(), List.of(new AsTheScriptsWant(users))), users);
    }

    private static final class AsTheScriptsWant extends AbstractModule {
        private final UsersRepository users;

        AsTheScriptsWant(UsersRepository users) {
            this.users = users;
        }

        @Override
        protected void configure() {
            bind(UsersRepository.class).toInstance(users);
            bind(FirstLogin.class).toInstance(new FirstLogin(false));
        }

        @Provides
        @Singleton
        TeamTree tree(Catalogue catalogue, MailboxACLResolver resolver) {
            return new TeamTree(Username.of("desk@shop.example"), '.', catalogue, resolver);
        }
    }

    /** The same host without users' folders, limits and subscriptions. */
    ImapHost emptied() {
        try {
            empty();
            return this;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void empty() throws Exception {
        Catalogue catalogue = gateway.gateway().part(Catalogue.class);
        SubscriptionManager subscriptions = gateway.gateway().part(SubscriptionManager.class);
        for (Username user : known) {
            MailboxSession session = mailboxes.createSystemSession(user);
            for (Mailbox mailbox : catalogue.of(user).toList()) {
                mailboxes.deleteMailbox(mailbox.getMailboxId(), session);
            }
            for (MailboxPath path : subscriptions.subscriptions(session)) {
                subscriptions.unsubscribe(session, path);
            }
        }
        MaxQuotaManager limits = gateway.gateway().part(MaxQuotaManager.class);
        limits.removeGlobalMaxMessage();
        limits.removeGlobalMaxStorage();
    }

    @Override
    public boolean addUser(Username user, String password) throws Exception {
        known.add(user);
        if (!users.contains(user)) {
            users.addUser(user, password);
        }
        return true;
    }

    @Override
    public boolean supports(Feature... features) {
        return true;
    }

    @Override
    public void createMailbox(MailboxPath path) throws MailboxException {
        known.add(path.getUser());
        mailboxes.createMailbox(path, mailboxes.createSystemSession(path.getUser()));
    }

    @Override
    public void grantRights(MailboxPath path, Username user, MailboxACL.Rfc4314Rights rights) throws Exception {
        mailboxes.applyRightsCommand(path, MailboxACL.command().forUser(user).rights(rights).asAddition(),
            mailboxes.createSystemSession(path.getUser()));
    }

    @Override
    public void fillMailbox(MailboxPath path) {
        MailboxSession session = mailboxes.createSystemSession(path.getUser());
        try {
            MessageManager mailbox = mailboxes.getMailbox(path, session);
            mailbox.appendMessage(MessageManager.AppendCommand.builder().build(Message.Builder.of().setBody("testmail", java.nio.charset.StandardCharsets.UTF_8)
                .build()), session);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void setQuotaLimits(QuotaCountLimit count, QuotaSizeLimit size) throws Exception {
        MaxQuotaManager limits = gateway.gateway().part(MaxQuotaManager.class);
        limits.setGlobalMaxMessage(count);
        limits.setGlobalMaxStorage(size);
    }

    @Override
    public Session newSession(Continuation continuation) {
        return new Wire(gateway.ports().imaps(), continuation);
    }

    @Override
    public void beforeTest() {
        // Each test asks for an emptied host.
    }

    @Override
    public void afterTest() {
        // As above.
    }

    @Override
    public void close() throws Exception {
        gateway.close();
    }

    /** One connection; the greeting is handed on in the words that the scripts know. */
    private static final class Wire implements Session {
        private final int port;
        private final Continuation continuation;
        private ImapDialogue dialogue;
        private boolean greeted;

        Wire(int port, Continuation continuation) {
            this.port = port;
            this.continuation = continuation;
        }

        @Override
        public void start() throws Exception {
            dialogue = ImapDialogue.connect(port);
        }

        @Override
        public void restart() throws Exception {
            stop();
            start();
        }

        @Override
        public void stop() throws Exception {
            dialogue.close();
        }

        @Override
        public String readLine() throws Exception {
            if (!greeted) {
                greeted = true;
                return "* OK IMAP4rev1 Server ready";
            }
            String line = dialogue.bareLine();
            if (line.startsWith("+")) {
                continuation.doContinue();
            }
            return line;
        }

        @Override
        public void writeLine(String line) throws Exception {
            dialogue.bareLine(line);
        }

        @Override
        public void await() {
            // Events are delivered before the command that raises them is answered.
        }
    }
}
