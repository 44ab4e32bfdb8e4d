package postern.mailbox;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.name.Names;
import javax.inject.Provider;
import javax.inject.Singleton;
import org.apache.james.mailbox.AttachmentContentLoader;
import org.apache.james.mailbox.AttachmentManager;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxPathLocker;
import org.apache.james.mailbox.MessageIdManager;
import org.apache.james.mailbox.RightManager;
import org.apache.james.mailbox.SessionProvider;
import org.apache.james.mailbox.SubscriptionManager;
import org.apache.james.mailbox.acl.MailboxACLResolver;
import org.apache.james.mailbox.extractor.TextExtractor;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.quota.CurrentQuotaManager;
import org.apache.james.mailbox.quota.MaxQuotaManager;
import org.apache.james.mailbox.quota.QuotaManager;
import org.apache.james.mailbox.quota.QuotaRootDeserializer;
import org.apache.james.mailbox.quota.QuotaRootResolver;
import org.apache.james.mailbox.quota.UserQuotaRootResolver;
import org.apache.james.mailbox.store.MailboxManagerConfiguration;
import org.apache.james.mailbox.store.MailboxSessionMapperFactory;
import org.apache.james.mailbox.store.NoMailboxPathLocker;
import org.apache.james.mailbox.store.StoreAttachmentManager;
import org.apache.james.mailbox.store.StoreMailboxManager;
import org.apache.james.mailbox.store.StoreMessageIdManager;
import org.apache.james.mailbox.store.StoreRightManager;
import org.apache.james.mailbox.store.StoreSubscriptionManager;
import org.apache.james.mailbox.store.extractor.JsoupTextExtractor;
import org.apache.james.mailbox.store.mail.AttachmentMapperFactory;
import org.apache.james.mailbox.store.mail.MailboxMapperFactory;
import org.apache.james.mailbox.store.mail.MessageMapperFactory;
import org.apache.james.mailbox.store.mail.ModSeqProvider;
import org.apache.james.mailbox.store.mail.NaiveThreadIdGuessingAlgorithm;
import org.apache.james.mailbox.store.mail.ThreadIdGuessingAlgorithm;
import org.apache.james.mailbox.store.mail.UidProvider;
import org.apache.james.mailbox.store.quota.DefaultUserQuotaRootResolver;
import org.apache.james.mailbox.store.quota.NoQuotaUpdater;
import org.apache.james.mailbox.store.quota.QuotaUpdater;
import org.apache.james.mailbox.store.quota.StoreQuotaManager;
import org.apache.james.mailbox.store.search.MessageSearchIndex;
import org.apache.james.mailbox.store.user.SubscriptionMapperFactory;
import postern.clocks.Views;
import postern.desk.Desk;
import postern.gestures.Conversations;
import postern.replies.Drafts;
import postern.replies.Originals;
import postern.replies.Templates;
import postern.learning.Openings;
import postern.search.SearchIndex;
import postern.store.Store;
import postern.tickets.Folders;

/** What the mailbox itself consists of, apart from James' event bus and users. */
final class MailboxBindings extends AbstractModule {
    private final char delimiter;

    MailboxBindings(char delimiter) {
        this.delimiter = delimiter;
    }

    @Override
    protected void configure() {
        mappers();
        managers();
        quota();
        bind(Folders.class).to(SqlFolders.class);
        bind(Views.class).to(SqlViews.class);
        bind(Conversations.class).to(SqlConversations.class);
        bind(Templates.class).to(TemplateFolders.class);
        bind(Drafts.class).to(StoredDrafts.class);
        bind(Originals.class).to(CustomersWords.class);
        bind(Openings.class).to(SqlOpenings.class);
        bind(MessageSearchIndex.class).to(SearchIndex.class);
        bind(TextExtractor.class).to(JsoupTextExtractor.class);
    }

    private void mappers() {
        bind(MailboxSessionMapperFactory.class).to(SqlMapperFactory.class);
        bind(MailboxMapperFactory.class).to(SqlMapperFactory.class);
        bind(MessageMapperFactory.class).to(SqlMapperFactory.class);
        bind(AttachmentMapperFactory.class).to(SqlMapperFactory.class);
        bind(SubscriptionMapperFactory.class).to(SqlMapperFactory.class);
        bind(MailboxId.Factory.class).to(SqlMailboxId.Factory.class);
        bind(MessageId.Factory.class).to(SqlMessageIds.class);
        bind(ThreadIdGuessingAlgorithm.class).to(NaiveThreadIdGuessingAlgorithm.class).in(Scopes.SINGLETON);
        // Uids and modseqs are taken inside the store's units of work, so appends to one folder need not wait for each other.
        bind(MailboxPathLocker.class).to(NoMailboxPathLocker.class).in(Scopes.SINGLETON);
    }

    private void managers() {
        bind(MailboxManager.class).to(Mailboxes.class);
        bind(StoreMailboxManager.class).to(Mailboxes.class);
        bind(MailboxManager.class).annotatedWith(Names.named(org.apache.james.modules.Names.MAILBOXMANAGER_NAME))
            .to(MailboxManager.class);
        bind(MailboxManagerConfiguration.class).toInstance(MailboxManagerConfiguration.DEFAULT);
        bind(RightManager.class).to(Rights.class);
        bind(StoreRightManager.class).to(Rights.class);
        bind(SessionProvider.class).to(Sessions.class);
        bind(SubscriptionManager.class).to(StoreSubscriptionManager.class).in(Scopes.SINGLETON);
        bind(MessageIdManager.class).to(StoreMessageIdManager.class).in(Scopes.SINGLETON);
        bind(AttachmentManager.class).to(StoreAttachmentManager.class).in(Scopes.SINGLETON);
        bind(AttachmentContentLoader.class).to(AttachmentManager.class);
    }

    private void quota() {
        bind(DefaultUserQuotaRootResolver.class).in(Scopes.SINGLETON);
        bind(UserQuotaRootResolver.class).to(DefaultUserQuotaRootResolver.class);
        bind(QuotaRootResolver.class).to(DefaultUserQuotaRootResolver.class);
        bind(QuotaRootDeserializer.class).to(DefaultUserQuotaRootResolver.class);
        bind(MaxQuotaManager.class).to(SqlQuotaLimits.class);
        bind(CurrentQuotaManager.class).to(SqlQuotaUse.class);
        bind(QuotaManager.class).to(StoreQuotaManager.class).in(Scopes.SINGLETON);
        bind(QuotaUpdater.class).to(NoQuotaUpdater.class);
    }

    @Provides
    @Singleton
    TeamTree tree(Provider<Desk> desk, Store store, Catalogue catalogue, MailboxACLResolver resolver) {
        return new TeamTree(SharedTree.owner(store, desk.get().domain()), delimiter, catalogue, resolver);
    }

    @Provides
    @Singleton
    UidProvider uids(SqlMapperFactory mappers) {
        return mappers.getUidProvider();
    }

    @Provides
    @Singleton
    ModSeqProvider modSeqs(SqlMapperFactory mappers) {
        return mappers.getModSeqProvider();
    }
}
