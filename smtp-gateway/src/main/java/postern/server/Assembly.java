package postern.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import java.util.List;
import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.james.CoreDataModule;
import org.apache.james.NaiveDelegationStoreModule;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.imap.processor.CloseProcessor;
import org.apache.james.imap.processor.CopyProcessor;
import org.apache.james.imap.processor.ExpungeProcessor;
import org.apache.james.imap.processor.MoveProcessor;
import org.apache.james.imap.processor.StoreProcessor;
import org.apache.james.mailrepository.api.MailRepositoryLoader;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrlStore;
import org.apache.james.mailrepository.memory.MailRepositoryStoreConfiguration;
import org.apache.james.mailrepository.memory.MemoryMailRepositoryStore;
import org.apache.james.modules.protocols.IMAPServerModule;
import org.apache.james.rrt.api.AliasReverseResolver;
import org.apache.james.rrt.api.CanSendFrom;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.lib.AliasReverseResolverImpl;
import org.apache.james.rrt.lib.CanSendFromImpl;
import org.apache.james.user.api.UsersRepository;
import postern.accounts.AccountLogins;
import postern.accounts.DeskDomainList;
import postern.accounts.DeskRecipients;
import postern.accounts.SqlRewriteTable;
import postern.accounts.SqlUsersRepository;
import postern.edge.Logins;
import postern.edge.Recipients;
import postern.imap.Copying;
import postern.imap.Expunging;
import postern.imap.FolderClose;
import postern.imap.Moving;
import postern.imap.Storing;
import postern.index.Lookup;
import postern.inquiry.LiveLookup;
import postern.learning.Lessons;
import postern.learning.LiveModel;
import postern.learning.ModelShelf;
import postern.learning.SqlLessons;
import postern.letter.LetterReader;
import postern.mailbox.MailboxModule;
import postern.replies.AcknowledgementMemory;
import postern.replies.Replies;
import postern.replies.SqlReplies;
import postern.spool.SqlMailRepository;
import postern.spool.SqlMailRepositoryFactory;
import postern.spool.SqlMailRepositoryUrls;
import postern.store.Memory;
import postern.store.Store;
import postern.tickets.SqlTickets;
import postern.tickets.Tickets;
import postern.tickets.TwinMemory;
import postern.triage.OwnMail;
import postern.triage.model.CurrentModel;

/** Which of ours answers to what the flow, the edge and James ask for. */
final class Assembly extends AbstractModule {
    @Override
    protected void configure() {
        install(new MailboxModule());
        install(new IMAPServerModule());
        bind(CloseProcessor.class).to(FolderClose.class);
        bind(StoreProcessor.class).to(Storing.class);
        bind(CopyProcessor.class).to(Copying.class);
        bind(MoveProcessor.class).to(Moving.class);
        bind(ExpungeProcessor.class).to(Expunging.class);
        install(new NaiveDelegationStoreModule());
        install(new CoreDataModule());
        accounts();
        repositories();
        bind(Tickets.class).to(SqlTickets.class).in(Scopes.SINGLETON);
        bind(Replies.class).to(SqlReplies.class).in(Scopes.SINGLETON);
        Multibinder<Memory> memories = Multibinder.newSetBinder(binder(), Memory.class);
        memories.addBinding().to(AcknowledgementMemory.class);
        memories.addBinding().to(TwinMemory.class);
        bind(Lookup.class).to(LiveLookup.class);
        bind(CurrentModel.class).to(LiveModel.class);
        bind(Lessons.class).to(SqlLessons.class);
        bind(LetterReader.class).toInstance(new LetterReader());
    }

    private void accounts() {
        bind(DomainList.class).to(DeskDomainList.class);
        bind(UsersRepository.class).to(SqlUsersRepository.class);
        bind(RecipientRewriteTable.class).to(SqlRewriteTable.class);
        bind(SqlRewriteTable.class).in(Scopes.SINGLETON);
        bind(AliasReverseResolver.class).to(AliasReverseResolverImpl.class).in(Scopes.SINGLETON);
        bind(CanSendFrom.class).to(CanSendFromImpl.class).in(Scopes.SINGLETON);
        bind(Logins.class).to(AccountLogins.class);
        bind(Recipients.class).to(DeskRecipients.class);
        bind(OwnMail.class).to(DeskRecipients.class);
    }

    /** Beside the store: models are files that people copy and put back. */
    @Provides
    @Singleton
    ModelShelf models(Store store) {
        return ModelShelf.beside(store.file());
    }

    private void repositories() {
        bind(MailRepositoryLoader.class).to(SqlMailRepositoryFactory.class);
        bind(MailRepositoryUrlStore.class).to(SqlMailRepositoryUrls.class);
    }

    @Provides
    @Singleton
    MailRepositoryStore repositories(MailRepositoryUrlStore urls, MailRepositoryLoader loader) throws Exception {
        MailRepositoryStoreConfiguration ours = MailRepositoryStoreConfiguration.forItems(new MailRepositoryStoreConfiguration.Item(
            List.of(SqlMailRepositoryFactory.PROTOCOL), SqlMailRepository.class.getName(), new BaseHierarchicalConfiguration()));
        MemoryMailRepositoryStore store = new MemoryMailRepositoryStore(urls, loader, ours);
        store.init();
        return store;
    }
}
