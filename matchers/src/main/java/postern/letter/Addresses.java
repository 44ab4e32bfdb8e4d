package postern.letter;

import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * RFC 5322 §3.4 address lists, with groups and comments, read leniently. The structure is found before encoded words are decoded, so that
 * a name cannot smuggle in an address (RFC 2047 §6.2).
 */
final class Addresses {
    private static final int MOST = 1_000;
    private static final int LONGEST = 320;
    private static final Pattern BLANK_DOT = Pattern.compile(" {0,20}([.@]) {0,20}");

    private final String raw;
    private final List<Correspondent> found = new ArrayList<>();
    private final StringBuilder phrase = new StringBuilder();
    private final StringBuilder comment = new StringBuilder();
    private String angle;
    private boolean openQuote;
    private boolean openComment;

    private Addresses(String raw) {
        this.raw = raw;
    }

    /** @return those with a usable address, in their order */
    static List<Correspondent> parse(String raw) {
        Addresses addresses = new Addresses(raw);
        addresses.read();
        return addresses.found;
    }

    private void read() {
        int i = 0;
        while (i < raw.length() && found.size() < MOST) {
            char c = raw.charAt(i);
            switch (c) {
                case '"' -> i = quoted(i);
                case '(' -> i = comment(i);
                case '<' -> i = angle(i);
                case ',', ';' -> finish();
                // RFC 5322 §3.4: a group's name ends in a colon; a colon elsewhere is text.
                case ':' -> {
                    if (phrase.indexOf("@") < 0) {
                        phrase.setLength(0);
                    }
                }
                default -> phrase.append(c);
            }
            i++;
        }
        finish();
    }

    /** @return the closing bracket, or the octet before the next opening one where the closing one is missing */
    private int angle(int from) {
        int end = from + 1;
        while (end < raw.length() && raw.charAt(end) != '>' && raw.charAt(end) != '<') {
            end++;
        }
        String inside = withoutComments(raw.substring(from + 1, end));
        if (angle == null || inside.contains("@")) {
            angle = inside;
        }
        return end < raw.length() && raw.charAt(end) == '>' ? end : end - 1;
    }

    /** RFC 5322 §4.4: the obsolete syntax has comments also inside of an address. */
    private static String withoutComments(String inside) {
        if (inside.indexOf('(') < 0 || inside.indexOf('"') >= 0) {
            return inside;
        }
        StringBuilder rest = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < inside.length(); i++) {
            char c = inside.charAt(i);
            depth += c == '(' ? 1 : 0;
            if (depth == 0) {
                rest.append(c);
            }
            depth -= c == ')' && depth > 0 ? 1 : 0;
        }
        return rest.toString();
    }

    /** @return the closing quote; a quote that never closes is text, and so are all behind it */
    private int quoted(int from) {
        if (openQuote) {
            return from;
        }
        StringBuilder inside = new StringBuilder();
        for (int i = from + 1; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '\\' && i + 1 < raw.length()) {
                inside.append(raw.charAt(++i));
            } else if (c == '"') {
                boolean local = i + 1 < raw.length() && raw.charAt(i + 1) == '@';
                phrase.append(local ? "\"" + inside + "\"" : inside);
                return i;
            } else {
                inside.append(c);
            }
        }
        openQuote = true;
        return from;
    }

    private int comment(int from) {
        if (openComment) {
            return from;
        }
        int depth = 0;
        for (int i = from; i < raw.length(); i++) {
            char c = raw.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                comment.append(raw, from + 1, i);
                return i;
            }
        }
        openComment = true;
        return from;
    }

    private void finish() {
        String name = phrase.toString().strip();
        String given = angle;
        if (given == null) {
            given = name;
            name = comment.toString().strip();
        }
        Optional<String> address = address(given);
        if (address.isEmpty() && angle == null && given.indexOf(' ') > 0) {
            String last = given.substring(given.lastIndexOf(' ') + 1);
            address = address(last);
            name = given.substring(0, given.lastIndexOf(' ')).strip();
        }
        String shown = shown(name);
        address.ifPresent(usable -> found.add(new Correspondent(usable, shown)));
        phrase.setLength(0);
        comment.setLength(0);
        angle = null;
    }

    private static String shown(String name) {
        String decoded = EncodedWords.decode(name).strip();
        boolean wrapped = decoded.length() > 1 && (decoded.startsWith("\"") && decoded.endsWith("\"") || decoded.startsWith("'") && decoded.endsWith("'"));
        return withoutControls(wrapped ? decoded.substring(1, decoded.length() - 1).strip() : decoded);
    }

    /** Text on one line without control characters. */
    static String withoutControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return text.replaceAll("\\p{Cntrl}+", " ").strip();
            }
        }
        return text;
    }

    /** @return {@code local@domain} with the domain in lower case, empty if it cannot be one */
    static Optional<String> address(String given) {
        String text = given.contains("=?") ? EncodedWords.decode(given) : given;
        // RFC 5322 §4.4: and blanks around its dots.
        text = text.indexOf(' ') < 0 ? text : BLANK_DOT.matcher(text.strip()).replaceAll("$1");
        text = text.strip();
        if (text.regionMatches(true, 0, "mailto:", 0, 7)) {
            text = text.substring(7);
        }
        // RFC 5322 §4.4: an obsolete route before the address.
        if (text.startsWith("@") && text.indexOf(':') > 0) {
            text = text.substring(text.indexOf(':') + 1);
        }
        int at = text.lastIndexOf('@');
        if (at <= 0 || at == text.length() - 1 || text.length() > LONGEST) {
            return Optional.empty();
        }
        String local = text.substring(0, at).strip();
        String domain = domain(text.substring(at + 1).strip());
        boolean odd = domain.isEmpty() || text.chars().anyMatch(c -> Character.isISOControl(c) || c == '<' || c == '>')
            || domain.chars().anyMatch(c -> c <= ' ' || c == ',' || c == '@') || !local.startsWith("\"") && local.chars().anyMatch(c -> c <= ' ' || c == ':' || c == ';' || c == ',');
        return odd ? Optional.empty() : Optional.of(local + "@" + domain);
    }

    private static String domain(String given) {
        String domain = given.endsWith(".") ? given.substring(0, given.length() - 1) : given;
        if (domain.chars().allMatch(c -> c < 128)) {
            return domain.toLowerCase(Locale.ROOT);
        }
        try {
            // RFC 5891 §5: one spelling for comparing.
            return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException foreign) {
            return domain.toLowerCase(Locale.ROOT);
        }
    }
}
