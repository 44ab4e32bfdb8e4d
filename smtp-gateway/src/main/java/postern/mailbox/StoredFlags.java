package postern.mailbox;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.mail.Flags;
import javax.mail.Flags.Flag;

/**
 * Flags as a row holds them.
 *
 * @param bits system flags; the partial indexes of {@link MailboxTables} know these bits
 * @param keywords user flags, one a line, null for none (RFC 9051 §2.3.2: a keyword is an atom)
 */
record StoredFlags(int bits, String keywords) {
    static final int DELETED = 2;
    static final int RECENT = 16;
    static final int SEEN = 32;

    private static final Flag[] SYSTEM = {Flag.ANSWERED, Flag.DELETED, Flag.DRAFT, Flag.FLAGGED, Flag.RECENT, Flag.SEEN};

    static StoredFlags of(Flags flags) {
        int bits = 0;
        for (int i = 0; i < SYSTEM.length; i++) {
            if (flags.contains(SYSTEM[i])) {
                bits |= 1 << i;
            }
        }
        String[] user = flags.getUserFlags();
        return new StoredFlags(bits, user.length == 0 ? null : String.join("\n", user));
    }

    Flags toFlags() {
        Flags flags = new Flags();
        for (int i = 0; i < SYSTEM.length; i++) {
            if ((bits & 1 << i) != 0) {
                flags.add(SYSTEM[i]);
            }
        }
        for (String keyword : keywordList()) {
            flags.add(keyword);
        }
        return flags;
    }

    /** @param other from the keywords that there are to those that there should be */
    Flags marked(UnaryOperator<List<String>> other) {
        Flags flags = new StoredFlags(bits, null).toFlags();
        other.apply(keywordList()).forEach(flags::add);
        return flags;
    }

    List<String> keywordList() {
        return keywords == null ? List.of() : Arrays.asList(keywords.split("\n"));
    }

    boolean has(int bit) {
        return (bits & bit) != 0;
    }

    int unseen() {
        return has(SEEN) ? 0 : 1;
    }

    StoredFlags with(int bit) {
        return new StoredFlags(bits | bit, keywords);
    }
}
