package postern.desk;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Why something was decided, in words that go unchanged to header, log, ticket and metric.
 *
 * @param code what kind of reason, kebab-case ASCII from a closed list of the deciding package, such as {@code rule-word}; safe as a metric tag
 * @param detail what exactly it was in this mail, such as the word that matched; may be empty, may hold any text of the customer
 */
public record Reason(String code, String detail) {
    private static final Pattern KEBAB = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public Reason {
        Objects.requireNonNull(detail);
        if (!KEBAB.matcher(code).matches()) {
            throw new IllegalArgumentException("reason code '" + code + "' is not kebab-case");
        }
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
