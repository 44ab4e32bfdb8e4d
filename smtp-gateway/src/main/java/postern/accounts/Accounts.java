package postern.accounts;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.inject.Singleton;
import postern.desk.Desk;
import postern.store.Store;

/**
 * The accounts of agents and other local mailboxes. Changes take effect at once, also in a server that runs beside the command
 * line.
 */
@Singleton
public final class Accounts {
    /** NIST SP 800-63B §5.1.1.2: at least eight characters, no rules on which. */
    private static final int SHORTEST = 8;
    private static final int LONGEST = 1024;
    /** No letters and digits that are mistaken for each other. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int GROUPS = 5;
    private static final int GROUP = 4;

    private final Store store;
    private final Provider<Desk> desk;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final PasswordHash hashes;
    private final LogIns logIns;

    @Inject
    public Accounts(Store store, Provider<Desk> desk, Clock clock) {
        this(store, desk, clock, PasswordHash.Cost.RFC_9106_SECOND);
    }

    Accounts(Store store, Provider<Desk> desk, Clock clock, PasswordHash.Cost cost) {
        store.migrate(AccountTable.SCHEMA);
        this.store = store;
        this.desk = desk;
        this.clock = clock;
        this.hashes = new PasswordHash(cost);
        this.logIns = new LogIns(store, hashes);
    }

    /** Makes an account. An address without a domain is of the desk's domain. */
    public void add(String name, char[] password) throws AccountRefused {
        String address = addressOf(name);
        mayBeAccount(address);
        longEnough(password);
        if (!insert(address, password)) {
            throw new AccountRefused("there is an account " + address + " already");
        }
    }

    boolean insert(String address, char[] password) {
        String hash = hashes.of(password);
        return store.writeAndWait(connection -> AccountTable.insert(connection, address, hash, clock.instant()));
    }

    public void setPassword(String name, char[] password) throws AccountRefused {
        longEnough(password);
        known(replacePassword(addressOf(name), password), name);
    }

    boolean replacePassword(String address, char[] password) {
        String hash = hashes.of(password);
        return store.writeAndWait(connection -> AccountTable.setPassword(connection, address, hash));
    }

    /** A disabled account keeps its mail and its passwords, but no log-in succeeds. */
    public void setDisabled(String name, boolean disabled) throws AccountRefused {
        String address = addressOf(name);
        known(store.writeAndWait(connection -> AccountTable.setDisabled(connection, address, disabled)), name);
    }

    public void remove(String name) throws AccountRefused {
        known(delete(addressOf(name)), name);
    }

    boolean delete(String address) {
        return store.writeAndWait(connection -> AccountTable.delete(connection, address));
    }

    /** By address. */
    public List<Account> list() {
        return store.read(AccountTable::list);
    }

    public boolean contains(String name) {
        return containsExactly(addressOf(name));
    }

    boolean containsExactly(String address) {
        return store.read(connection -> AccountTable.contains(connection, address));
    }

    /**
     * Makes a password for one program or device.
     *
     * @return the password, told only now; a hundred random bits, so that a fast hash keeps it
     */
    public String addAppPassword(String name, String label, Set<Protocol> protocols) throws AccountRefused {
        if (label.isBlank() || protocols.isEmpty()) {
            throw new AccountRefused("an app password needs a label and at least one protocol");
        }
        String address = addressOf(name);
        known(contains(address), name);
        StringBuilder password = new StringBuilder();
        for (int group = 0; group < GROUPS; group++) {
            password.append(group == 0 ? "" : "-");
            random.ints(GROUP, 0, LETTERS.length()).forEach(i -> password.append(LETTERS.charAt(i)));
        }
        byte[] hash = LogIns.appPasswordHash(address, password.toString().toCharArray());
        Account.AppPassword made = new Account.AppPassword(label, protocols, clock.instant());
        if (!store.writeAndWait(connection -> AccountTable.insertAppPassword(connection, address, made, hash))) {
            throw new AccountRefused(address + " has an app password " + label + " already");
        }
        return password.toString();
    }

    public void removeAppPassword(String name, String label) throws AccountRefused {
        String address = addressOf(name);
        if (!store.writeAndWait(connection -> AccountTable.deleteAppPassword(connection, address, label))) {
            throw new AccountRefused(address + " has no app password " + label);
        }
    }

    /**
     * Checks a log-in. May take long by design, and as long for unknown names as for known ones.
     *
     * @return the account's address if all is right
     */
    public Optional<String> check(String name, char[] password, Protocol protocol) {
        String address = addressOf(name);
        return checkExactly(address, password, protocol) ? Optional.of(address) : Optional.empty();
    }

    boolean checkExactly(String address, char[] password, Protocol protocol) {
        return password.length <= LONGEST && logIns.check(address, password, protocol);
    }

    String addressOf(String name) {
        String lower = name.trim().toLowerCase(Locale.ROOT);
        return lower.indexOf('@') >= 0 ? lower : lower + "@" + desk.get().domain();
    }

    private void mayBeAccount(String address) throws AccountRefused {
        Desk now = desk.get();
        boolean agent = now.agents().values().stream().anyMatch(one -> one.login().equalsIgnoreCase(address));
        if (!agent && !address.matches("[a-z0-9][a-z0-9._-]*@" + Pattern.quote(now.domain()))) {
            throw new AccountRefused(address + " is neither an agent of the desk nor a plain address in its domain " + now.domain());
        }
        if (now.serviceAddress(address).isPresent()) {
            throw new AccountRefused(address + " is a service address: customers write to it, nobody logs in as it");
        }
        if (address.startsWith("desk@")) {
            throw new AccountRefused(address + " owns the team folders; nobody logs in as it");
        }
    }

    private static void longEnough(char[] password) throws AccountRefused {
        if (password.length < SHORTEST || password.length > LONGEST) {
            throw new AccountRefused("a password has " + SHORTEST + " to " + LONGEST + " characters");
        }
    }

    private static void known(boolean found, String name) throws AccountRefused {
        if (!found) {
            throw new AccountRefused("there is no account " + name);
        }
    }
}
