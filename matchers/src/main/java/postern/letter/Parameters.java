package postern.letter;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A structured value with parameters, such as {@code Content-Type}: RFC 2045 §5.1, RFC 2183, RFC 2231, and what is sent instead: encoded
 * words in quotes, missing quotes, percent encoding without its star.
 *
 * @param value in lower case, such as {@code text/plain}; may be empty
 * @param all decoded parameters by lower-case name
 */
record Parameters(String value, Map<String, String> all) {
    private static final int MOST = 100;

    String get(String name) {
        return all.getOrDefault(name, "");
    }

    static Parameters parse(String raw) {
        int semicolon = endOfToken(raw, 0);
        String value = firstWord(withoutComment(raw.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT));
        if (semicolon >= raw.length()) {
            return new Parameters(value, Map.of());
        }
        Map<String, String> plain = new LinkedHashMap<>();
        Map<String, TreeMap<Integer, String>> continued = new LinkedHashMap<>();
        int at = semicolon + 1;
        int count = 0;
        while (at < raw.length() && count++ < MOST) {
            int end = endOfToken(raw, at);
            int equals = raw.indexOf('=', at);
            if (equals > at && equals < end) {
                String name = raw.substring(at, equals).strip().toLowerCase(Locale.ROOT);
                sort(name, unquoted(raw.substring(equals + 1, end).strip()), plain, continued);
            }
            at = end + 1;
        }
        continued.forEach((name, pieces) -> plain.put(name, joined(pieces)));
        return new Parameters(value, plain);
    }

    private static String firstWord(String value) {
        int blank = value.indexOf(' ');
        return blank < 0 || value.indexOf('/') > blank ? value : value.substring(0, blank);
    }

    private static void sort(String name, String value, Map<String, String> plain, Map<String, TreeMap<Integer, String>> continued) {
        int star = name.indexOf('*');
        if (star < 0) {
            plain.putIfAbsent(name, EncodedWords.decode(value));
            return;
        }
        // RFC 2231 §3, §4: name*0*, name*1, name*; a piece with a trailing star is percent-encoded, marked here by a leading star.
        boolean encoded = name.endsWith("*");
        String index = name.substring(star + 1, encoded ? Math.max(star + 1, name.length() - 1) : name.length());
        int position = index.isEmpty() ? 0 : index.length() < 5 && index.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(index) : -1;
        if (position >= 0) {
            continued.computeIfAbsent(name.substring(0, star), key -> new TreeMap<>()).putIfAbsent(position, (encoded ? "*" : "-") + value);
        }
    }

    private static String joined(TreeMap<Integer, String> pieces) {
        boolean encoded = pieces.values().stream().anyMatch(piece -> piece.startsWith("*"));
        if (!encoded) {
            StringBuilder all = new StringBuilder();
            pieces.values().forEach(piece -> all.append(piece, 1, piece.length()));
            return EncodedWords.decode(all.toString());
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        String charset = "";
        boolean first = true;
        for (String piece : pieces.values()) {
            String value = piece.substring(1);
            if (first && piece.startsWith("*")) {
                // RFC 2231 §4: charset'language'text
                int quote = value.indexOf('\'');
                int second = quote < 0 ? -1 : value.indexOf('\'', quote + 1);
                if (second > 0) {
                    charset = value.substring(0, quote);
                    value = value.substring(second + 1);
                }
            }
            octets.writeBytes(piece.startsWith("*") ? percentDecoded(value) : value.getBytes(StandardCharsets.UTF_8));
            first = false;
        }
        String text = Charsets.decode(octets.toByteArray(), charset);
        return text.contains("=?") ? EncodedWords.decode(text) : text;
    }

    private static byte[] percentDecoded(String value) {
        byte[] octets = value.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(octets.length);
        for (int i = 0; i < octets.length; i++) {
            int decoded = octets[i] == '%' && i + 2 < octets.length ? TransferEncodings.hex(octets[i + 1], octets[i + 2]) : -1;
            out.write(decoded < 0 ? octets[i] : decoded);
            i += decoded < 0 ? 0 : 2;
        }
        return out.toByteArray();
    }

    /** The next semicolon outside quotes; a quote that never closes is taken as text. */
    private static int endOfToken(String raw, int from) {
        int i = from;
        boolean quoted = false;
        while (i < raw.length()) {
            char c = raw.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && !quoted) {
                return i;
            }
            i++;
        }
        int plain = raw.indexOf(';', from);
        return quoted && plain >= 0 ? plain : raw.length();
    }

    private static String unquoted(String value) {
        if (!value.startsWith("\"")) {
            return withoutComment(value).strip();
        }
        StringBuilder out = new StringBuilder(value.length());
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"') {
                break;
            }
            // A backslash before anything but a quote or itself is part of a Windows path.
            boolean escape = c == '\\' && i + 1 < value.length() && (value.charAt(i + 1) == '"' || value.charAt(i + 1) == '\\');
            out.append(escape ? value.charAt(++i) : c);
        }
        return out.toString();
    }

    private static String withoutComment(String value) {
        int open = value.indexOf(" (");
        return open < 0 || value.indexOf(')', open) != value.strip().length() - 1 ? value : value.substring(0, open);
    }
}
