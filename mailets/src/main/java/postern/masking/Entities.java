package postern.masking;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Characters as HTML writes them. Only those that are letters and digits, and blanks, are of interest here. */
final class Entities {
    private static final Pattern NUMBER = Pattern.compile("&#(?:x([0-9a-fA-F]{1,6})|(\\d{1,7}));");
    private static final Pattern NAMED = Pattern.compile("&[a-zA-Z]{1,10};");

    private Entities() {
    }

    static String shown(String html) {
        if (html.indexOf('&') < 0) {
            return html;
        }
        String shown = NUMBER.matcher(html).replaceAll(entity -> Matcher.quoteReplacement(character(entity.group(1) != null
            ? Integer.parseInt(entity.group(1), 16) : Integer.parseInt(entity.group(2)))));
        return NAMED.matcher(shown).replaceAll(" ");
    }

    private static String character(int code) {
        return Character.isValidCodePoint(code) ? Character.toString(code) : " ";
    }
}
