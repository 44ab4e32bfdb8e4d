package postern.edge;

import java.security.SecureRandom;
import java.time.Clock;

/**
 * Names mails: 26 letters and digits that sort by time, are unique without a counter and tell nobody how many mails there are.
 *
 * <p>48 bits of milliseconds, then 80 random bits, in the base 32 of Crockford without look-alike letters (the layout known as
 * ULID).
 */
final class MailNames {
    private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    MailNames(Clock clock) {
        this.clock = clock;
    }

    String next() {
        byte[] chance = new byte[16];
        random.nextBytes(chance);
        char[] name = new char[26];
        long time = clock.millis();
        for (int i = 9; i >= 0; i--, time >>>= 5) {
            name[i] = DIGITS[(int) time & 31];
        }
        for (int i = 10; i < name.length; i++) {
            name[i] = DIGITS[chance[i - 10] & 31];
        }
        return new String(name);
    }
}
