package postern.triage;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A mail as octets whose header fields can be told apart and left out without touching any other octet.
 *
 * @param octets the whole mail
 * @param fields in order, folded lines included
 * @param bodyAt where the empty line begins, or the end
 */
public record RawMail(byte[] octets, List<Field> fields, int bodyAt) {
    private static final Pattern FOLD = Pattern.compile("\r?\n");

    /**
     * @param name lower case, without blanks; empty for a line that is no field
     * @param from first octet
     * @param to first octet behind the field's last line
     */
    public record Field(String name, int from, int to) {
    }

    public RawMail {
        fields = List.copyOf(fields);
    }

    public static RawMail of(byte[] octets) {
        List<Field> fields = new ArrayList<>();
        int at = 0;
        while (at < octets.length && !emptyLine(octets, at)) {
            int end = lineEnd(octets, at);
            while (end < octets.length && (octets[end] == ' ' || octets[end] == '\t')) {
                end = lineEnd(octets, end);
            }
            fields.add(new Field(name(octets, at, end), at, end));
            at = end;
        }
        return new RawMail(octets, fields, at);
    }

    /** The field's value as it stands, unfolded, octets as Latin-1. */
    public String value(Field field) {
        String text = new String(octets, field.from(), field.to() - field.from(), StandardCharsets.ISO_8859_1);
        return FOLD.matcher(text.substring(text.indexOf(':') + 1)).replaceAll("").strip();
    }

    /** @return the same octets without these fields; the same array if there are none */
    public byte[] without(Predicate<Field> unwanted) {
        if (fields.stream().noneMatch(unwanted)) {
            return octets;
        }
        ByteArrayOutputStream kept = new ByteArrayOutputStream(octets.length);
        fields.stream().filter(unwanted.negate()).forEach(field -> kept.write(octets, field.from(), field.to() - field.from()));
        kept.write(octets, bodyAt, octets.length - bodyAt);
        return kept.toByteArray();
    }

    private static String name(byte[] octets, int from, int to) {
        for (int i = from; i < to; i++) {
            if (octets[i] == ':') {
                // RFC 5322 §4.5: old mails have blanks before the colon.
                return new String(octets, from, i - from, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
            }
            if (octets[i] == '\n') {
                break;
            }
        }
        return "";
    }

    private static boolean emptyLine(byte[] octets, int at) {
        return octets[at] == '\n' || octets[at] == '\r' && (at + 1 == octets.length || octets[at + 1] == '\n');
    }

    private static int lineEnd(byte[] octets, int from) {
        int at = from;
        while (at < octets.length && octets[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, octets.length);
    }
}
