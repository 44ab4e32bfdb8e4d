package postern.triage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes header fields that cannot break out of their line: whatever the value holds, the result is ASCII, folded, ended by
 * CR LF, and one field. RFC 5322 §2.2.3, RFC 2047 §2 and §5.
 */
public final class HeaderLines {
    private static final int LINE = 76;
    private static final int ENCODED_OCTETS = 42;
    private static final int LONGEST = 2_000;
    private static final Pattern BLANKS = Pattern.compile(" {2,}");
    private final StringBuilder lines = new StringBuilder();

    /** Free text: encoded as a whole if it is not plain ASCII. */
    public HeaderLines text(String name, String value) {
        String safe = oneLine(value);
        if (plain(safe)) {
            if (name.length() + 2 + safe.length() <= LINE) {
                lines.append(name).append(": ").append(safe).append("\r\n");
                return this;
            }
            return folded(name, List.of(safe.split(" ")), "");
        }
        return folded(name, encodedWords(safe), "");
    }

    /** Items that belong together each, set apart by a comma; each is encoded by itself where it must be. */
    public HeaderLines items(String name, List<String> values) {
        return folded(name, values.stream().map(HeaderLines::oneLine).map(value -> plain(value) ? value : String.join("\r\n ", encodedWords(value)))
            .toList(), ",");
    }

    /** A display name with an address (RFC 5322 §3.4); the address must be checked before. */
    public HeaderLines mailbox(String name, String displayName, String address) {
        String safe = oneLine(displayName);
        List<String> words = plain(safe) ? List.of("\"" + safe.replace("\\", "\\\\").replace("\"", "\\\"") + "\"") : encodedWords(safe);
        return folded(name, concat(words, "<" + oneLine(address) + ">"), "");
    }

    public String block() {
        return lines.toString();
    }

    private HeaderLines folded(String name, List<String> words, String separator) {
        StringBuilder line = new StringBuilder(name).append(':');
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i) + (i + 1 < words.size() ? separator : "");
            if (line.length() + 1 + word.length() > LINE && !line.toString().isBlank() && line.length() > name.length() + 1) {
                lines.append(line).append("\r\n");
                line.setLength(0);
            }
            line.append(' ').append(word);
        }
        lines.append(line).append("\r\n");
        return this;
    }

    private static List<String> encodedWords(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder chunk = new StringBuilder();
        int octets = 0;
        for (int point : text.codePoints().toArray()) {
            String character = Character.toString(point);
            int length = character.getBytes(StandardCharsets.UTF_8).length;
            // RFC 2047 §5 (3): no character is split over two words; §2: a word has at most 75 octets.
            if (octets + length > ENCODED_OCTETS) {
                words.add(encodedWord(chunk.toString()));
                chunk.setLength(0);
                octets = 0;
            }
            chunk.append(character);
            octets += length;
        }
        words.add(encodedWord(chunk.toString()));
        return words;
    }

    private static String encodedWord(String text) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
    }

    /** Printable ASCII that no reader takes for an encoded word, in words that fit a line. */
    private static boolean plain(String text) {
        if (text.contains("=?")) {
            return false;
        }
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            run = c == ' ' ? 0 : run + 1;
            if (c < 0x20 || c > 0x7e || run > 200) {
                return false;
            }
        }
        return true;
    }

    private static String oneLine(String value) {
        if (value.length() <= LONGEST && plain(value) && !value.contains("  ") && value.equals(value.strip())) {
            return value;
        }
        StringBuilder line = new StringBuilder();
        value.codePoints().limit(LONGEST).map(point -> forbidden(point) ? ' ' : point).forEach(line::appendCodePoint);
        return BLANKS.matcher(line.toString().strip()).replaceAll(" ");
    }

    private static boolean forbidden(int point) {
        int type = Character.getType(point);
        return type == Character.CONTROL || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR
            || type == Character.SURROGATE || type == Character.FORMAT;
    }

    private static List<String> concat(List<String> words, String last) {
        List<String> all = new ArrayList<>(words);
        all.add(last);
        return all;
    }
}
