package postern.accounts;

/** An account cannot be made or changed as wished; the message tells the admin why. */
public class AccountRefused extends Exception {
    public AccountRefused(String message) {
        super(message);
    }
}
