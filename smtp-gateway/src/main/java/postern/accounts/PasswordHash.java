package postern.accounts;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hashes passwords by Argon2id, as PHC strings ({@code $argon2id$v=19$m=65536,t=3,p=4$salt$hash}), so that each hash tells with
 * which cost it was made and the cost can be raised later.
 *
 * <p>A hash takes its memory for as long as it runs, and a processor. Half of the processors compute at a time, the others stay
 * for the mail; who waits too long for a turn is sent away, so that a flood of log-ins fills neither memory nor threads.
 */
final class PasswordHash {
    private static final Logger LOG = LoggerFactory.getLogger(PasswordHash.class);

    enum Outcome {
        RIGHT,
        WRONG,
        /** Too many others wait. */
        UNCHECKED
    }

    /**
     * What one hash costs.
     *
     * @param kibibytes of memory
     */
    record Cost(int kibibytes, int passes, int lanes) {
        /** RFC 9106 §4, the second recommended option: for environments where 2 GiB a hash are too much. */
        static final Cost RFC_9106_SECOND = new Cost(64 * 1024, 3, 4);
    }

    private static final int SALT = 16;
    private static final int LENGTH = 32;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Pattern PHC =
        Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    private final Cost cost;
    private final SecureRandom random = new SecureRandom();
    private final Semaphore permits = new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    PasswordHash(Cost cost) {
        this.cost = cost;
    }

    String of(char[] password) {
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        return phc(salt, compute(password, salt, cost, LENGTH));
    }

    /** A hash of the usual cost that no password matches. */
    String ofNothing() {
        byte[] salt = new byte[SALT];
        byte[] hash = new byte[LENGTH];
        random.nextBytes(salt);
        random.nextBytes(hash);
        return phc(salt, hash);
    }

    private String phc(byte[] salt, byte[] hash) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s".formatted(cost.kibibytes(), cost.passes(), cost.lanes(),
            base64.encodeToString(salt), base64.encodeToString(hash));
    }

    Outcome check(String phc, char[] password) {
        Matcher parts = PHC.matcher(phc);
        if (!parts.matches()) {
            throw new IllegalStateException("not an Argon2id hash");
        }
        Cost made = new Cost(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
        byte[] salt = Base64.getDecoder().decode(parts.group(4));
        byte[] hash = Base64.getDecoder().decode(parts.group(5));
        if (!mayBegin()) {
            LOG.warn("Too many log-ins at once: one was refused unchecked");
            return Outcome.UNCHECKED;
        }
        try {
            return MessageDigest.isEqual(hash, compute(password, salt, made, hash.length)) ? Outcome.RIGHT : Outcome.WRONG;
        } finally {
            permits.release();
        }
    }

    private boolean mayBegin() {
        try {
            return permits.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static byte[] compute(char[] password, byte[] salt, Cost with, int length) {
        byte[] octets = octets(password);
        byte[] hash = new byte[length];
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id).withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(with.kibibytes()).withIterations(with.passes()).withParallelism(with.lanes()).withSalt(salt).build());
            generator.generateBytes(octets, hash);
            return hash;
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    static byte[] octets(char[] password) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
        byte[] octets = new byte[encoded.remaining()];
        encoded.get(octets);
        Arrays.fill(encoded.array(), (byte) 0);
        return octets;
    }
}
