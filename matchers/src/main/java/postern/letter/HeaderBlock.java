package postern.letter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The header of a mail or part: fields in their order and where the body begins. RFC 5322 §2.2, with the obsolete blanks before the colon.
 *
 * @param start first octet of the header
 * @param bodyStart first octet of the body
 */
record HeaderBlock(List<Field> fields, int start, int bodyStart) {
    private static final int LONGEST_NAME = 100;

    /** @return decoded value of the first field of that name */
    Optional<String> first(String name) {
        for (Field field : fields) {
            if (field.name().equals(name)) {
                return Optional.of(field.decoded());
            }
        }
        return Optional.empty();
    }

    /** @return undecoded value of the first field of that name, empty string if there is none */
    String raw(String name) {
        for (Field field : fields) {
            if (field.name().equals(name)) {
                return field.raw();
            }
        }
        return "";
    }

    boolean has(String name) {
        for (Field field : fields) {
            if (field.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Reads fields from {@code from}; a line that cannot be one ends the header unless fields go on right behind it. */
    static HeaderBlock parse(byte[] mail, int from, int to, ReadLimits limits, Defects defects) {
        List<Field> fields = new ArrayList<>();
        int at = from;
        int limit = (int) Math.min(to, (long) from + limits.headerBytes());
        while (at < to) {
            int lineEnd = lineEnd(mail, at, to);
            if (isBlank(mail, at, lineEnd)) {
                return new HeaderBlock(fields, from, lineEnd);
            }
            int colon = colon(mail, at, lineEnd);
            if (colon < 0) {
                boolean mailbox = startsWith(mail, at, lineEnd, "From ") || startsWith(mail, at, lineEnd, ">From ");
                if (!mailbox) {
                    defects.add("header-line-malformed");
                    if (!isHeaderLine(mail, lineEnd, to)) {
                        return new HeaderBlock(fields, from, at);
                    }
                }
                at = lineEnd;
                continue;
            }
            int end = fieldEnd(mail, lineEnd, to);
            if (fields.size() >= limits.headers() || at >= limit) {
                defects.add("header-limit");
            } else {
                int shown = Math.min(end, limit);
                String name = new String(mail, at, colon - at, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
                fields.add(new Field(name, Field.unfolded(mail, Math.min(colon + 1, shown), shown)));
            }
            at = end;
        }
        return new HeaderBlock(fields, from, to);
    }

    private static boolean isHeaderLine(byte[] mail, int at, int to) {
        int end = lineEnd(mail, at, to);
        return at < to && (isBlank(mail, at, end) && end < to || colon(mail, at, end) > 0);
    }

    /** The end of a field with its folded lines; a folded line of blanks only does not end the header. */
    private static int fieldEnd(byte[] mail, int lineEnd, int to) {
        int end = lineEnd;
        while (end < to && (mail[end] == ' ' || mail[end] == '\t')) {
            int next = lineEnd(mail, end, to);
            if (isBlank(mail, end, next) && !(next < to && (mail[next] == ' ' || mail[next] == '\t'))) {
                break;
            }
            end = next;
        }
        return end;
    }

    private static int colon(byte[] mail, int at, int lineEnd) {
        int i = at;
        while (i < lineEnd && mail[i] > ' ' && mail[i] < 127 && mail[i] != ':') {
            i++;
        }
        int nameEnd = i;
        while (i < lineEnd && (mail[i] == ' ' || mail[i] == '\t')) {
            i++;
        }
        return i < lineEnd && mail[i] == ':' && nameEnd > at && nameEnd - at <= LONGEST_NAME ? i : -1;
    }

    /** @return the octet behind the line feed */
    static int lineEnd(byte[] mail, int at, int to) {
        int i = at;
        while (i < to && mail[i] != '\n') {
            i++;
        }
        return Math.min(i + 1, to);
    }

    private static boolean isBlank(byte[] mail, int at, int lineEnd) {
        for (int i = at; i < lineEnd; i++) {
            if (mail[i] != ' ' && mail[i] != '\t' && mail[i] != '\r' && mail[i] != '\n') {
                return false;
            }
        }
        return true;
    }

    static boolean startsWith(byte[] mail, int at, int to, String ascii) {
        if (to - at < ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (mail[at + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
