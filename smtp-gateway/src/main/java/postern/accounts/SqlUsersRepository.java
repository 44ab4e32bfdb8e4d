package postern.accounts;

import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.core.Username;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.user.lib.UsersRepositoryImpl;

/** James' view of the accounts; its log-ins are those of IMAP. */
@Singleton
public final class SqlUsersRepository extends UsersRepositoryImpl<SqlUsers> {
    private final Accounts accounts;

    @Inject
    public SqlUsersRepository(DomainList domains, SqlUsers users, Accounts accounts) throws ConfigurationException {
        super(domains, users);
        this.accounts = accounts;
        BaseHierarchicalConfiguration whole = new BaseHierarchicalConfiguration();
        whole.addProperty("enableVirtualHosting", true);
        // No administratorId: nobody logs in as somebody else.
        configure(whole);
    }

    /** A name that does not exist takes as long as one that does. */
    @Override
    public boolean test(Username name, String password) {
        return accounts.checkExactly(name.asString(), password.toCharArray(), Protocol.IMAP);
    }
}
