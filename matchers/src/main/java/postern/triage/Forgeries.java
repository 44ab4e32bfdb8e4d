package postern.triage;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import postern.desk.Desk;

/**
 * Header fields that only we may write, found in a mail from outside: control headers, results of checks in our name, and
 * loop marks that we did not sign.
 *
 * <p>What stands above and in our own topmost {@code Received} was written by our edge and stays.
 */
public final class Forgeries {
    /** RFC 5321 §4.4: who took the mail. */
    private static final Pattern BY = Pattern.compile("(?i)\\bby\\s+(?=([^\\s;(]+))");
    private static final String CONTROL = "x-postern-";
    private static final String LOOP = ReplyPolicy.LOOP_HEADER.toLowerCase(Locale.ROOT);
    private static final Set<String> RESULTS = Set.of("authentication-results", "arc-authentication-results");
    private static final Pattern COMMENT = Pattern.compile("\\([^()]*\\)");

    private Forgeries() {
    }

    /** @return the mail without them; the same array if it has none */
    public static byte[] removed(byte[] octets, Desk desk, Seal seal) {
        RawMail mail = RawMail.of(octets);
        int trusted = endOfOurTrace(mail, desk);
        Set<RawMail.Field> forged = mail.fields().stream().filter(field -> field.from() >= trusted)
            .filter(field -> forged(mail, field, desk, seal)).collect(Collectors.toSet());
        return mail.without(forged::contains);
    }

    private static boolean forged(RawMail mail, RawMail.Field field, Desk desk, Seal seal) {
        if (field.name().equals(LOOP)) {
            return seal.open(mail.value(field)).isEmpty();
        }
        // RFC 8601 §5: results that claim to be ours are not, whatever they say.
        return field.name().startsWith(CONTROL) || RESULTS.contains(field.name()) && claimsOurs(mail.value(field), desk);
    }

    private static boolean claimsOurs(String results, Desk desk) {
        String bare = COMMENT.matcher(results).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
        // ARC-Authentication-Results begin with an instance, RFC 8617 §4.1.1.
        String id = bare.replaceFirst("^i\\s*=\\s*\\d+\\s*;", "").strip().split("[;\\s]", 2)[0].replace("\"", "");
        return id.equals(desk.hostname().toLowerCase(Locale.ROOT)) || id.equals(desk.domain().toLowerCase(Locale.ROOT))
            || id.endsWith("." + desk.domain().toLowerCase(Locale.ROOT));
    }

    private static int endOfOurTrace(RawMail mail, Desk desk) {
        return mail.fields().stream().filter(field -> field.name().equals("received")).findFirst()
            .filter(first -> isBy(desk.hostname(), mail.value(first))).map(RawMail.Field::to).orElse(0);
    }

    private static boolean isBy(String hostname, String received) {
        return BY.matcher(received).results().anyMatch(by -> by.group(1).equalsIgnoreCase(hostname));
    }
}
