package postern.letter;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * RFC 2047 encoded words, as they are sent rather than as they should be: characters split over two words, padding left out, blanks and
 * raw octets inside, words glued to other text.
 *
 * <p>Neighbouring words of one charset are joined as octets before they become characters. A run of base64 words without padding is
 * ambiguous: each may be a whole of its own, or the base64 text itself was cut anywhere. Both are tried and the cleaner one is taken.
 */
final class EncodedWords {
    private static final int LONGEST_CHARSET = 60;

    private record Word(String charset, boolean base64, String payload, int end) {
    }

    private EncodedWords() {
    }

    /** Linear in the length of the text; without a word the same text comes back. Words inside words are decoded once more. */
    static String decode(String text) {
        String once = decodeOnce(text);
        return once.contains("=?") && !once.equals(text) ? decodeOnce(once) : once;
    }

    private static String decodeOnce(String text) {
        int start = text.indexOf("=?");
        if (start < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int done = 0;
        while (start >= 0) {
            Word word = wordAt(text, start);
            if (word == null) {
                start = text.indexOf("=?", start + 2);
                continue;
            }
            out.append(text, done, start);
            List<Word> run = new ArrayList<>(List.of(word));
            int next = blanksEnd(text, word.end);
            Word neighbour = wordAt(text, next);
            while (neighbour != null && neighbour.charset.equalsIgnoreCase(word.charset)) {
                run.add(neighbour);
                word = neighbour;
                next = blanksEnd(text, word.end);
                neighbour = wordAt(text, next);
            }
            appendRun(out, run);
            // RFC 2047 §6.2: blanks between two encoded words are not shown.
            done = neighbour == null ? word.end : next;
            start = text.indexOf("=?", done);
        }
        return out.append(text, done, text.length()).toString();
    }

    /** @return null if no encoded word begins there */
    private static Word wordAt(String text, int at) {
        if (!text.startsWith("=?", at)) {
            return null;
        }
        int charsetEnd = text.indexOf('?', at + 2);
        if (charsetEnd < 0 || charsetEnd - at > LONGEST_CHARSET || charsetEnd + 2 >= text.length() || text.charAt(charsetEnd + 2) != '?') {
            return null;
        }
        char encoding = Character.toLowerCase(text.charAt(charsetEnd + 1));
        if (encoding != 'b' && encoding != 'q') {
            return null;
        }
        int from = charsetEnd + 3;
        int to = payloadEnd(text, from);
        if (to < 0) {
            return null;
        }
        String charset = text.substring(at + 2, charsetEnd);
        int language = charset.indexOf('*');
        // RFC 2231 §5: a language may follow the charset.
        return new Word(language < 0 ? charset : charset.substring(0, language), encoding == 'b', text.substring(from, to), to + 2);
    }

    /** @return where {@code ?=} stands, -1 if another word begins before it or there is none */
    private static int payloadEnd(String text, int from) {
        for (int i = from; i + 1 < text.length(); i++) {
            if (text.charAt(i) == '?' && text.charAt(i + 1) == '=') {
                return i;
            }
            boolean opening = text.charAt(i) == '=' && text.charAt(i + 1) == '?';
            if (opening && i > from && (i + 2 >= text.length() || text.charAt(i + 2) != '=')) {
                return -1;
            }
        }
        return -1;
    }

    private static int blanksEnd(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) <= ' ') {
            i++;
        }
        return i;
    }

    private static void appendRun(StringBuilder out, List<Word> run) {
        String charset = run.getFirst().charset;
        String apart = Charsets.decode(octets(run), charset);
        boolean ambiguous = run.size() > 1 && run.stream().allMatch(Word::base64)
            && run.subList(0, run.size() - 1).stream().anyMatch(word -> word.payload.length() % 4 != 0 && !word.payload.endsWith("="));
        if (ambiguous) {
            StringBuilder payloads = new StringBuilder();
            run.forEach(word -> payloads.append(word.payload));
            String whole = Charsets.decode(base64(payloads.toString()), charset);
            out.append(broken(whole) < broken(apart) ? whole : apart);
        } else {
            out.append(apart);
        }
    }

    private static long broken(String text) {
        return text.chars().filter(c -> c == '\uFFFD' || c < ' ' && c != '\t' && c != '\n' || Character.getType(c) == Character.PRIVATE_USE).count();
    }

    private static byte[] octets(List<Word> run) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Word word : run) {
            all.writeBytes(word.base64 ? base64(word.payload) : q(word.payload));
        }
        return all.toByteArray();
    }

    private static byte[] base64(String payload) {
        byte[] ascii = payload.getBytes(StandardCharsets.ISO_8859_1);
        return TransferEncodings.base64(ascii, 0, ascii.length, Integer.MAX_VALUE);
    }

    private static byte[] q(String payload) {
        // A raw character of more than eight bits was guessed before; it goes back to what the word's charset most likely was.
        byte[] octets = payload.chars().allMatch(c -> c < 256) ? payload.getBytes(StandardCharsets.ISO_8859_1)
            : payload.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(octets.length);
        for (int i = 0; i < octets.length; i++) {
            int value = octets[i] == '=' && i + 2 < octets.length ? TransferEncodings.hex(octets[i + 1], octets[i + 2]) : -1;
            if (value >= 0) {
                out.write(value);
                i += 2;
            } else {
                // RFC 2047 §4.2(2): the underscore is octet 20 whatever the charset.
                out.write(octets[i] == '_' ? ' ' : octets[i]);
            }
        }
        return out.toByteArray();
    }
}
