package postern.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import postern.store.Store;

/**
 * Checks log-ins.
 *
 * <p>A mail client opens several connections and comes back every few minutes; each would cost a password hash. So a log-in that
 * succeeded is remembered for a while, under a hash keyed by a random key of this process, together with the stored hash that
 * it matched: it counts only as long as this is still the account's hash and the account is not disabled. Failures are not
 * remembered. A name that does not exist is checked against a hash that nothing matches, so that it takes as long as another.
 */
final class LogIns {
    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final int MOST = 10_000;

    private final Store store;
    private final PasswordHash hashes;
    private final String nobodysHash;
    private final SecretKeySpec key;
    private final Cache<String, String> succeeded = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

    LogIns(Store store, PasswordHash hashes) {
        this.store = store;
        this.hashes = hashes;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, "HmacSHA256");
        this.nobodysHash = hashes.of(HexFormat.of().formatHex(random).toCharArray());
    }

    boolean check(String address, char[] password, Protocol protocol) {
        Optional<AccountTable.Credentials> credentials =
            store.read(connection -> AccountTable.credentials(connection, address, protocol));
        if (credentials.isEmpty()) {
            hashes.matches(nobodysHash, password);
            return false;
        }
        boolean right = matches(address, password, credentials.get());
        return right && !credentials.get().disabled();
    }

    private boolean matches(String address, char[] password, AccountTable.Credentials credentials) {
        byte[] appPassword = appPasswordHash(address, password);
        boolean found = false;
        for (byte[] hash : credentials.appPasswords()) {
            found |= MessageDigest.isEqual(hash, appPassword);
        }
        if (found) {
            return true;
        }
        String remembered = keyed(address, password);
        if (credentials.password().equals(succeeded.getIfPresent(remembered))) {
            return true;
        }
        boolean right = hashes.matches(credentials.password(), password);
        if (right) {
            succeeded.put(remembered, credentials.password());
        }
        return right;
    }

    private String keyed(String address, char[] password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(address.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(PasswordHash.octets(password)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    /** Spaces and dashes in an app password are for the eye; people type them or not. */
    static byte[] appPasswordHash(String address, char[] password) {
        String typed = new String(password).replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
        return Store.Bodies.sha256(("postern-app-password\0" + address + "\0" + typed).getBytes(StandardCharsets.UTF_8));
    }
}
