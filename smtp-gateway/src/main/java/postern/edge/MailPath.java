package postern.edge;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;

/**
 * The address between the angle brackets of MAIL or RCPT.
 *
 * @param address {@code local@domain}; empty for the null sender; {@code postmaster} without a domain for that one
 * @param rest what follows the bracket
 */
record MailPath(String address, String rest) {
    /** RFC 5321 §4.5.3.1.1 to §4.5.3.1.3. */
    private static final int LOCAL = 64;
    private static final int DOMAIN = 255;
    private static final int WHOLE = 254;

    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++";
    private static final Pattern DOT_STRING = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*+");
    private static final Pattern QUOTED = Pattern.compile("\"(?:[ !#-\\[\\]-~]|\\\\[ -~])*+\"");
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern HOST = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*+");
    private static final Pattern ROUTE = Pattern.compile("@" + LABEL + "(?:\\." + LABEL + ")*+(?:,@" + LABEL + "(?:\\." + LABEL + ")*+)*+:");

    /** @param text begins with {@code <} @return nothing if this is no path of RFC 5321 §4.1.2 */
    static Optional<MailPath> read(String text) {
        int end = close(text);
        if (end < 0) {
            return Optional.empty();
        }
        String inside = text.substring(1, end);
        String rest = text.substring(end + 1);
        if (!rest.isEmpty() && rest.charAt(0) != ' ') {
            return Optional.empty();
        }
        if (inside.isEmpty() || inside.equalsIgnoreCase("postmaster")) {
            return Optional.of(new MailPath(inside, rest.strip()));
        }
        return mailbox(withoutRoute(inside)).map(address -> new MailPath(address, rest.strip()));
    }

    /** The bracket that ends the path; one inside a quoted local part does not. */
    private static int close(String text) {
        if (text.isEmpty() || text.charAt(0) != '<') {
            return -1;
        }
        boolean quoted = false;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '>' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    /** RFC 5321 §4.1.2, appendix C: a source route is accepted and ignored. */
    private static String withoutRoute(String inside) {
        Matcher route = ROUTE.matcher(inside);
        return route.lookingAt() ? inside.substring(route.end()) : inside;
    }

    /** @return the address, without needless quotes, if it is one */
    static Optional<String> mailbox(String text) {
        return spelled(text).filter(MailPath::canGoOn);
    }

    /** James behind us knows fewer forms; what it cannot hold is refused here and not after the mail. */
    private static boolean canGoOn(String address) {
        try {
            new MailAddress(address);
            return true;
        } catch (AddressException | RuntimeException e) {
            return false;
        }
    }

    private static Optional<String> spelled(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1 || text.length() > WHOLE) {
            return Optional.empty();
        }
        String local = text.substring(0, at);
        String domain = text.substring(at + 1);
        if (local.length() > LOCAL || !isDomain(domain)) {
            return Optional.empty();
        }
        if (DOT_STRING.matcher(local).matches()) {
            return Optional.of(text);
        }
        return QUOTED.matcher(local).matches() ? Optional.of(plain(local) + "@" + domain) : Optional.empty();
    }

    static boolean isDomain(String domain) {
        if (domain.length() > DOMAIN) {
            return false;
        }
        return domain.startsWith("[") ? isLiteral(domain) : HOST.matcher(domain).matches();
    }

    private static boolean isLiteral(String domain) {
        if (!domain.endsWith("]")) {
            return false;
        }
        String inside = domain.substring(1, domain.length() - 1);
        return inside.regionMatches(true, 0, "IPv6:", 0, 5) ? Literals.isIpv6(inside.substring(5)) : Literals.isIpv4(inside);
    }

    /** RFC 5321 §4.1.2: quoting that changes nothing means the same mailbox, so one mailbox has one spelling. */
    private static String plain(String quoted) {
        String inside = quoted.substring(1, quoted.length() - 1).replaceAll("\\\\(.)", "$1");
        return DOT_STRING.matcher(inside).matches() ? inside : quoted;
    }
}
