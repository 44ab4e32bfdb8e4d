package postern.letter;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds data points in text in linear time, as many as a person would read and no further than a person would. Full-width digits and
 * letters count as plain ones; positions are those of the text as given. Kinds do not overlap, the surer one wins; only order numbers may lie on others.
 * Immutable and thread-safe.
 */
public final class DataPoints {
    private static final int MOST = 1_000;
    /** Characters of one text that are looked at: the cost of a pattern grows with text times pattern. */
    static final int LOOKED_AT = 64 * 1024;
    private static final Pattern URL = Pattern.compile("(?i)\\b(?:https?://|www\\.)[a-z0-9\\-._~:/?#\\[\\]@!$&'()*+,;=%]+");
    private static final Pattern EMAIL = Pattern.compile("[A-Za-z0-9._%+\\-]+@[A-Za-z0-9\\-]+(?:\\.[A-Za-z0-9\\-]+)*\\.[A-Za-z]+");
    private static final Pattern IDENTITY = Pattern.compile("[1-9]\\d{16}[\\dXx]");
    private static final Pattern CARD = Pattern.compile("\\d(?:[ \\-]?\\d){12,18}");
    private static final Pattern PHONE = Pattern.compile("(?:(?:\\+|00)86[ \\-]?)?1[3-9]\\d[ \\-]?\\d{4}[ \\-]?\\d{4}|(?:\\(?0\\d{2,3}\\)?[ \\-])\\d{7,8}(?:[\\-转]\\d{1,5})?|"
        + "[48]00[ \\-]?\\d{3}[ \\-]?\\d{4}|(?:\\+|00)[1-9]\\d{0,2}(?:[ \\-.()]{0,2}\\d){6,12}|\\(\\d{3}\\) ?\\d{3}-\\d{4}");
    private static final Pattern DATE = Pattern.compile("(?:19|20)\\d\\d ?[年\\-/.] ?\\d{1,2} ?[月\\-/.] ?\\d{1,2} ?[日号]?|\\d{1,2}月\\d{1,2}[日号]|\\d{1,2}\\.\\d{1,2}\\.(?:19|20)\\d\\d|"
        + "(?i:\\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?,? (?:19|20)\\d\\d)|"
        + "(?i:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.? \\d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\\d\\d)");
    private static final Pattern MONEY = Pattern.compile("(?i)(?:¥|￥|RMB|CNY|人民币|US\\$|HK\\$|NT\\$|\\$|€|£|USD|EUR|GBP|HKD|TWD|JPY) ?\\d{1,3}(?:,\\d{3})+(?:\\.\\d{1,2})?|"
        + "(?:¥|￥|RMB|CNY|人民币|US\\$|HK\\$|NT\\$|\\$|€|£|USD|EUR|GBP|HKD|TWD|JPY) ?\\d{1,12}(?:\\.\\d{1,2})?万?|"
        + "\\d{1,3}(?:,\\d{3})*(?:\\.\\d{1,2})? ?(?:万|亿)?(?:元|块钱|块|圆|RMB|CNY|美元|美金|欧元|港币|台币|USD|EUR|GBP|dollars|euros?|€|£)|"
        + "\\d{1,12}(?:\\.\\d{1,2})? ?(?:万|亿)?(?:元|块钱|块|圆|RMB|CNY|美元|美金|欧元|港币|台币|USD|EUR|GBP|dollars|euros?|€|£)");

    private final List<Pattern> orders;

    /** @param orderNumbers expressions of the desk; the first group of each, or the whole match, is the number */
    public DataPoints(List<Pattern> orderNumbers) {
        orders = List.copyOf(orderNumbers);
    }

    /** @return the order numbers of subject and new text, in the order in which they stand there, each once, in capitals and without blanks */
    public List<String> orders(Letter letter) {
        if (orders.isEmpty()) {
            return List.of();
        }
        Set<String> numbers = new LinkedHashSet<>();
        for (String text : List.of(letter.bareSubject(), letter.text())) {
            List<DataPoint> found = new ArrayList<>();
            orders(withPlainLetters(start(text)), found);
            found.stream().sorted(Comparator.comparingInt(DataPoint::from)).forEach(point -> numbers.add(point.value()));
        }
        return List.copyOf(numbers);
    }

    /** @return what was found, in the order of the text */
    public List<DataPoint> in(String text) {
        String plain = withPlainLetters(start(text));
        List<DataPoint> found = new ArrayList<>();
        boolean[] taken = new boolean[plain.length()];
        each(URL, plain, DataPoint.Kind.URL, taken, found);
        each(EMAIL, plain, DataPoint.Kind.EMAIL, taken, found);
        each(IDENTITY, plain, DataPoint.Kind.IDENTITY_CARD, taken, found);
        each(CARD, plain, DataPoint.Kind.BANK_CARD, taken, found);
        each(DATE, plain, DataPoint.Kind.DATE, taken, found);
        each(PHONE, plain, DataPoint.Kind.PHONE, taken, found);
        each(MONEY, plain, DataPoint.Kind.MONEY, taken, found);
        orders(plain, found);
        found.sort(Comparator.comparingInt(DataPoint::from).thenComparing(DataPoint::kind));
        return List.copyOf(found);
    }

    private void orders(String plain, List<DataPoint> found) {
        if (plain.chars().noneMatch(DataPoints::isDigit)) {
            return;
        }
        for (Pattern order : orders) {
            Matcher matcher = order.matcher(plain);
            while (found.size() < MOST && matcher.find()) {
                int group = matcher.groupCount() > 0 && matcher.group(1) != null ? 1 : 0;
                String number = matcher.group(group).replaceAll("\\s+", "").toUpperCase(Locale.ROOT);
                // "Order number: none" is no number.
                if (number.chars().anyMatch(DataPoints::isDigit)) {
                    found.add(new DataPoint(DataPoint.Kind.ORDER, number, matcher.start(group), matcher.end(group)));
                }
            }
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static String start(String text) {
        return text.length() > LOOKED_AT ? text.substring(0, LOOKED_AT) : text;
    }

    private static void each(Pattern pattern, String text, DataPoint.Kind kind, boolean[] taken, List<DataPoint> found) {
        Matcher matcher = pattern.matcher(text);
        int at = 0;
        while (found.size() < MOST && at <= text.length() && matcher.find(at)) {
            int from = matcher.start();
            int to = kind == DataPoint.Kind.URL ? urlEnd(text, from, matcher.end()) : matcher.end();
            at = Math.max(to, from + 1);
            boolean free = !taken[from] && !taken[to - 1] && standsAlone(text, from, to, kind);
            String value = free ? DataPointValues.of(kind, text.substring(from, to)) : null;
            if (value != null) {
                Arrays.fill(taken, from, to, true);
                found.add(new DataPoint(kind, value, from, to));
            }
        }
    }

    /** A number inside a longer one is another number; letters of Chinese around it do not belong to it. */
    private static boolean standsAlone(String text, int from, int to, DataPoint.Kind kind) {
        if (kind == DataPoint.Kind.URL || kind == DataPoint.Kind.EMAIL) {
            return true;
        }
        return !(from > 0 && isWord(text.charAt(from - 1)) && isWord(text.charAt(from))) && !(to < text.length() && isWord(text.charAt(to - 1)) && isWord(text.charAt(to)));
    }

    private static boolean isWord(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    /** Punctuation at the end of a sentence does not belong to the link; a closing bracket does if one was opened. */
    private static int urlEnd(String text, int from, int end) {
        int to = end;
        while (to > from + 1 && (".,;:!?'".indexOf(text.charAt(to - 1)) >= 0 || text.charAt(to - 1) == ')' && text.substring(from, to).indexOf('(') < 0)) {
            to--;
        }
        return to;
    }

    private static String withPlainLetters(String text) {
        StringBuilder plain = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean wide = c >= '０' && c <= '９' || c >= 'Ａ' && c <= 'Ｚ' || c >= 'ａ' && c <= 'ｚ';
            char replaced = wide ? (char) (c - '０' + '0') : c == '－' ? '-' : c == '\u00A0' || c == '\u3000' ? ' ' : c;
            if (replaced != c) {
                plain = plain == null ? new StringBuilder(text) : plain;
                plain.setCharAt(i, replaced);
            }
        }
        return plain == null ? text : plain.toString();
    }
}
