package postern.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import postern.store.Store;

/**
 * Checks log-ins.
 *
 * <p>A mail client opens several connections and comes back every few minutes; each would cost a password hash. So the outcome
 * is remembered for a while, under a hash keyed by a random key of this process, together with the stored hash that it was found
 * against: it counts only as long as this is still the account's hash, and the account is asked each time whether it is
 * disabled. A wrong password is remembered for a shorter while: programs repeat it all day long. A name that does not exist is
 * checked against a hash that nothing matches, so that it takes as long as another.
 */
final class LogIns {
    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final Duration WRONG = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final Store store;
    private final PasswordHash hashes;
    private final String nobodysHash;
    private final SecretKeySpec key;
    private final Cache<String, String> right = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();
    private final Cache<String, String> wrong = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(WRONG).build();

    LogIns(Store store, PasswordHash hashes) {
        this.store = store;
        this.hashes = hashes;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, "HmacSHA256");
        this.nobodysHash = hashes.ofNothing();
    }

    boolean check(String address, char[] password, Protocol protocol) {
        Optional<AccountTable.Credentials> credentials =
            store.read(connection -> AccountTable.credentials(connection, address, protocol));
        String stored = credentials.map(AccountTable.Credentials::password).orElse(nobodysHash);
        List<byte[]> appPasswords = credentials.map(AccountTable.Credentials::appPasswords).orElse(List.of());
        boolean matches = matchesOneOf(appPasswords, address, password) || matches(stored, address, password);
        return matches && credentials.isPresent() && !credentials.get().disabled();
    }

    private static boolean matchesOneOf(List<byte[]> appPasswords, String address, char[] password) {
        byte[] given = appPasswordHash(address, password);
        boolean found = false;
        for (byte[] hash : appPasswords) {
            found |= MessageDigest.isEqual(hash, given);
        }
        return found;
    }

    private boolean matches(String stored, String address, char[] password) {
        String attempt = keyed(address, password);
        if (stored.equals(right.getIfPresent(attempt))) {
            return true;
        }
        if (stored.equals(wrong.getIfPresent(attempt))) {
            return false;
        }
        return switch (hashes.check(stored, password)) {
            case RIGHT -> {
                right.put(attempt, stored);
                yield true;
            }
            case WRONG -> {
                wrong.put(attempt, stored);
                yield false;
            }
            case UNCHECKED -> false;
        };
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
