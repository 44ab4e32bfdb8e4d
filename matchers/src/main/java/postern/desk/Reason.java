package postern.desk;

import java.util.Objects;

/**
 * Why something was decided, in words that go unchanged to header, log, ticket and metric.
 *
 * @param code what kind of reason, kebab-case ASCII from a closed list of the deciding package, such as {@code rule-word}; safe as a metric tag
 * @param detail what exactly it was in this mail, such as the word that matched; may be empty, may hold any text of the customer
 */
public record Reason(String code, String detail) {
    public Reason {
        Objects.requireNonNull(detail);
        if (!kebab(code)) {
            throw new IllegalArgumentException("reason code '" + code + "' is not kebab-case");
        }
    }

    /** Each mail has dozens of reasons, so this is no regular expression. */
    private static boolean kebab(String code) {
        char before = '-';
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
            if (!plain && (c != '-' || before == '-')) {
                return false;
            }
            before = c;
        }
        return before != '-';
    }

    public static Reason of(String code) {
        return new Reason(code, "");
    }

    public static Reason of(String code, String detail) {
        return new Reason(code, detail);
    }

    /** {@code code} or {@code code(detail)}, for people. */
    @Override
    public String toString() {
        return detail.isEmpty() ? code : code + "(" + detail + ")";
    }
}
