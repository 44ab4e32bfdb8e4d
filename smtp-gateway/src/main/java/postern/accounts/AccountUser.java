package postern.accounts;

import org.apache.james.core.Username;
import org.apache.james.user.api.model.User;

/** One account as James sees it. */
final class AccountUser implements User {
    private final Accounts accounts;
    private final Username name;
    private char[] newPassword;

    AccountUser(Accounts accounts, Username name) {
        this.accounts = accounts;
        this.name = name;
    }

    @Override
    public Username getUserName() {
        return name;
    }

    @Override
    public boolean verifyPassword(String password) {
        return newPassword == null ? accounts.checkExactly(name.asString(), password.toCharArray(), Protocol.IMAP)
            : password.equals(new String(newPassword));
    }

    /** Takes effect when the user is updated. */
    @Override
    public boolean setPassword(String password) {
        newPassword = password.toCharArray();
        return true;
    }

    /** @return false if there is no such account any more */
    boolean save() {
        return newPassword == null ? accounts.containsExactly(name.asString())
            : accounts.replacePassword(name.asString(), newPassword);
    }
}
