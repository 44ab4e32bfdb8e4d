package postern.edge;

import java.util.Optional;

/** Checks submission log-ins. Called by session threads; may take long by design (password hash). */
public interface Logins {
    /** @return the account's address if name and password are right */
    Optional<String> check(String name, char[] password);

    /** @return whether the account may send with this envelope sender or From */
    boolean maySendAs(String login, String sender);
}
