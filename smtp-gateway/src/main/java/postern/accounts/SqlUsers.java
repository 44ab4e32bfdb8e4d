package postern.accounts;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.james.core.Username;
import org.apache.james.user.api.AlreadyExistInUsersRepositoryException;
import org.apache.james.user.api.UsersRepositoryException;
import org.apache.james.user.api.model.User;
import org.apache.james.user.lib.UsersDAO;

/** Accounts as James' users. */
public final class SqlUsers implements UsersDAO {
    private final Accounts accounts;

    @Inject
    public SqlUsers(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public boolean getDefaultVirtualHostingValue() {
        return true;
    }

    @Override
    public Optional<User> getUserByName(Username name) {
        return contains(name) ? Optional.of(new AccountUser(accounts, name)) : Optional.empty();
    }

    @Override
    public void updateUser(User user) throws UsersRepositoryException {
        if (!(user instanceof AccountUser changed) || !changed.save()) {
            throw new UsersRepositoryException("there is no user " + user.getUserName().asString());
        }
    }

    @Override
    public void removeUser(Username name) throws UsersRepositoryException {
        if (!accounts.delete(name.asString())) {
            throw new UsersRepositoryException("there is no user " + name.asString());
        }
    }

    @Override
    public boolean contains(Username name) {
        return accounts.containsExactly(name.asString());
    }

    @Override
    public int countUsers() {
        return accounts.list().size();
    }

    @Override
    public Iterator<Username> list() {
        List<Username> names = accounts.list().stream().map(Account::address).map(Username::of).toList();
        return names.iterator();
    }

    @Override
    public void addUser(Username username, String password) throws UsersRepositoryException {
        if (!accounts.insert(username.asString(), password.toCharArray())) {
            throw new AlreadyExistInUsersRepositoryException("there is a user " + username.asString());
        }
    }
}
