package postern.letter;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files that old programs put into the text between {@code begin 644 name} and {@code end}. */
final class Uuencoded {
    private static final Pattern BEGIN = Pattern.compile("(?m)^begin(?:-base64)? [0-7]{3,4} ([^\\r\\n]{1,255})$");

    /** @param rest the text without the files */
    record Found(String rest, List<Attachment> files) {
    }

    private Uuencoded() {
    }

    /** Takes whole files out of a text; a {@code begin} without {@code end} is text. */
    static Found takeFrom(String text) {
        if (!text.contains("begin ")) {
            return new Found(text, List.of());
        }
        List<Attachment> files = new ArrayList<>();
        StringBuilder rest = new StringBuilder();
        Matcher begin = BEGIN.matcher(text);
        int done = 0;
        while (begin.find(done)) {
            int end = isEncoded(text, begin.end() + 1) ? text.indexOf("\nend", begin.end()) : -1;
            if (end < 0) {
                rest.append(text, done, begin.end());
                done = begin.end();
                continue;
            }
            rest.append(text, done, begin.start());
            files.add(new Attachment(begin.group(1).strip(), "application/octet-stream", size(text, begin.end() + 1, end)));
            int lineEnd = text.indexOf('\n', end + 1);
            done = lineEnd < 0 ? text.length() : lineEnd + 1;
        }
        return new Found(rest.append(text, done, text.length()).toString(), files);
    }

    /** The first character of a line counts its octets; the line's length must fit. */
    private static boolean isEncoded(String text, int line) {
        int end = text.indexOf('\n', line);
        if (end <= line) {
            return false;
        }
        int octets = text.charAt(line) - ' ' & 63;
        return Math.abs((octets + 2) / 3 * 4 - (end - line - 1)) <= 2;
    }

    private static long size(String text, int from, int to) {
        long size = 0;
        int line = from;
        while (line < to) {
            size += text.charAt(line) - ' ' & 63;
            int end = text.indexOf('\n', line);
            line = end < 0 ? to : end + 1;
        }
        return size;
    }

    /** A body that is one uuencoded file as a whole. */
    static byte[] decode(byte[] octets, int from, int to, int most) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int line = from;
        while (line < to && out.size() < most) {
            int end = HeaderBlock.lineEnd(octets, line, to);
            boolean marked = HeaderBlock.startsWith(octets, line, end, "begin ") || HeaderBlock.startsWith(octets, line, end, "end");
            if (!marked) {
                line(octets, line, end, most, out);
            }
            line = end;
        }
        return out.toByteArray();
    }

    private static void line(byte[] octets, int from, int end, int most, ByteArrayOutputStream out) {
        int wanted = octets[from] - ' ' & 63;
        int bits = 0;
        for (int i = 1; from + i < end && octets[from + i] > '\r' && wanted > 0 && out.size() < most; i++) {
            bits = bits << 6 | octets[from + i] - ' ' & 63;
            if (i % 4 != 1) {
                out.write(bits >> (i % 4 == 0 ? 0 : i % 4 == 3 ? 2 : 4));
                wanted--;
            }
        }
    }
}
