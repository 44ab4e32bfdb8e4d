package postern.spool;

import javax.inject.Inject;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryFactory;
import org.apache.james.mailrepository.api.MailRepositoryLoader;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.mailrepository.api.Protocol;
import postern.store.Store;

/** Makes repositories of URLs such as {@code postern://var/mail/error}. */
public final class SqlMailRepositoryFactory implements MailRepositoryFactory, MailRepositoryLoader {
    public static final Protocol PROTOCOL = new Protocol("postern");

    private final Store store;

    @Inject
    public SqlMailRepositoryFactory(Store store) {
        this.store = store;
    }

    @Override
    public Class<? extends MailRepository> mailRepositoryClass() {
        return SqlMailRepository.class;
    }

    @Override
    public MailRepository create(MailRepositoryUrl url) {
        return new SqlMailRepository(store, url);
    }

    /** There is one class of repositories here; any name means it. */
    @Override
    public MailRepository load(String className, MailRepositoryUrl url) {
        return create(url);
    }
}
