package postern.mailbox;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import com.google.inject.multibindings.Multibinder;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.adapter.mailbox.UserRepositoryAuthenticator;
import org.apache.james.adapter.mailbox.UserRepositoryAuthorizator;
import org.apache.james.events.EventListener;
import org.apache.james.mailbox.Authenticator;
import org.apache.james.mailbox.Authorizator;
import org.apache.james.mailbox.store.event.MailboxAnnotationListener;
import org.apache.james.modules.mailbox.DefaultEventModule;
import org.apache.james.modules.mailbox.MemoryDeadLetterModule;
import org.apache.james.utils.MailboxManagerDefinition;
import postern.keeping.KeptMails;
import postern.mailets.Inboxes;
import postern.store.Memory;

/**
 * The mailbox, bound for James' IMAP and mailet modules. Expects a {@link postern.store.Store}, a {@code Clock}, the current
 * {@link postern.desk.Desk} and James' own module of the same name. Call {@link SharedTree#apply} before the first session.
 */
public final class MailboxModule extends AbstractModule {
    private final char delimiter;

    public MailboxModule() {
        this('/');
    }

    /** @param delimiter between the levels of a folder's name */
    public MailboxModule(char delimiter) {
        this.delimiter = delimiter;
    }

    @Override
    protected void configure() {
        install(new MailboxBindings(delimiter));
        install(new DefaultEventModule());
        install(new MemoryDeadLetterModule());
        bind(Inboxes.class).to(SqlInboxes.class);
        bind(KeptMails.class).to(SqlKeptMails.class);
        bind(Authenticator.class).to(UserRepositoryAuthenticator.class).in(Scopes.SINGLETON);
        bind(Authorizator.class).to(UserRepositoryAuthorizator.class).in(Scopes.SINGLETON);
        Multibinder<Memory> memories = Multibinder.newSetBinder(binder(), Memory.class);
        memories.addBinding().to(FiledMemory.class);
        memories.addBinding().to(Expunged.class);
        Multibinder.newSetBinder(binder(), MailboxManagerDefinition.class).addBinding().to(Definition.class);
        Multibinder.newSetBinder(binder(), EventListener.ReactiveGroupEventListener.class).addBinding().to(QuotaNews.class);
        Multibinder.newSetBinder(binder(), EventListener.GroupEventListener.class).addBinding().to(MailboxAnnotationListener.class);
    }

    /** The mailbox as James lists it. */
    @Singleton
    private static final class Definition extends MailboxManagerDefinition {
        @Inject
        Definition(Mailboxes mailboxes) {
            super("mailboxes", mailboxes);
        }
    }
}
