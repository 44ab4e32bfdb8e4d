package postern.masking;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail or a part of one.
 *
 * @param rest what is below the header, with the empty line
 */
record Entity(List<HeaderField> fields, String rest) {
    static Entity of(String raw) {
        List<HeaderField> fields = new ArrayList<>();
        int from = 0;
        while (from < raw.length() && !raw.startsWith("\n", from) && !raw.startsWith("\r\n", from)) {
            int end = lineEnd(raw, from);
            while (end < raw.length() && (raw.charAt(end) == ' ' || raw.charAt(end) == '\t')) {
                end = lineEnd(raw, end);
            }
            fields.add(new HeaderField(raw.substring(from, end)));
            from = end;
        }
        return new Entity(fields, raw.substring(from));
    }

    private static int lineEnd(String raw, int from) {
        int feed = raw.indexOf('\n', from);
        return feed < 0 ? raw.length() : feed + 1;
    }

    String value(String name, String otherwise) {
        return fields.stream().filter(field -> field.name().equals(name)).map(HeaderField::value).findFirst().orElse(otherwise);
    }

    String type() {
        return value("content-type", "text/plain").split("[;\\s]", 2)[0].toLowerCase(Locale.ROOT);
    }

    String encoding() {
        return value("content-transfer-encoding", "7bit").split("[;\\s(]", 2)[0].toLowerCase(Locale.ROOT);
    }

    String parameter(String name) {
        Matcher found = Pattern.compile("(?i);\\s*" + name + "\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]+))").matcher(value("content-type", ""));
        return found.find() ? found.group(1) != null ? found.group(1) : found.group(2) : "";
    }
}
