package postern.triage.lastlook;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The word on the first line of an answer by which its writer sends it all the same: {@code #send}, {@code #发送}. It never leaves. */
public final class OverrideWord {
    private static final Set<String> WORDS = Set.of("#send", "#发送", "#發送");
    private static final Pattern IN_HTML = Pattern.compile("[#＃][ \\u00A0]?(?:send|发送|發送)(?=[\\s\\u00A0<&]|$)", Pattern.CASE_INSENSITIVE);
    private static final List<String> BLANKS = List.of("&nbsp;", "&#160;", "&#xa0;");
    /** Elements that a reader does not see. */
    private static final List<String> UNSEEN = List.of("head", "style", "title", "script");

    private OverrideWord() {
    }

    /** @param text new text of the mail */
    public static boolean begins(String text) {
        return text.lines().map(OverrideWord::plain).filter(line -> !line.isEmpty()).findFirst().filter(WORDS::contains).isPresent();
    }

    /** @return the text without the word, if it begins with it */
    public static String without(String text, boolean html) {
        return html ? withoutInHtml(text) : withoutLine(text);
    }

    private static String withoutLine(String text) {
        if (!begins(text)) {
            return text;
        }
        List<String> lines = text.lines().toList();
        int word = 0;
        while (plain(lines.get(word)).isEmpty()) {
            word++;
        }
        int next = word + 1;
        while (next < lines.size() && lines.get(next).isBlank()) {
            next++;
        }
        return String.join("\n", lines.subList(next, lines.size())) + (text.endsWith("\n") ? "\n" : "");
    }

    private static String withoutInHtml(String html) {
        int at = 0;
        for (int before = -1; before != at && at < html.length(); ) {
            before = at;
            at = skipped(html, at);
        }
        Matcher word = IN_HTML.matcher(html).region(at, html.length());
        return word.lookingAt() ? html.substring(0, at) + html.substring(word.end()) : html;
    }

    /** @return behind the blank, tag or unseen element that begins here; the same place if a reader sees what is there */
    private static int skipped(String html, int at) {
        char c = html.charAt(at);
        if (Character.isWhitespace(c) || c == '\u00A0' || Character.getType(c) == Character.FORMAT) {
            return at + 1;
        }
        for (String blank : BLANKS) {
            if (html.regionMatches(true, at, blank, 0, blank.length())) {
                return at + blank.length();
            }
        }
        if (c != '<') {
            return at;
        }
        if (html.startsWith("<!--", at)) {
            return behind(html, "-->", at);
        }
        for (String name : UNSEEN) {
            boolean named = html.regionMatches(true, at + 1, name, 0, name.length());
            if (named && at + 1 + name.length() < html.length() && !Character.isLetterOrDigit(html.charAt(at + 1 + name.length()))) {
                return behind(html, ">", end(html, "</" + name, at));
            }
        }
        return behind(html, ">", at);
    }

    private static int end(String html, String tag, int from) {
        for (int at = html.indexOf("</", from); at >= 0; at = html.indexOf("</", at + 2)) {
            if (html.regionMatches(true, at, tag, 0, tag.length())) {
                return at;
            }
        }
        return html.length();
    }

    private static int behind(String html, String sign, int from) {
        int at = html.indexOf(sign, from);
        return at < 0 ? html.length() : at + sign.length();
    }

    private static String plain(String line) {
        return Normalizer.normalize(line, Normalizer.Form.NFKC).replaceAll("\\p{Cf}", "").replaceAll("^# +", "#").strip().toLowerCase(Locale.ROOT);
    }
}
