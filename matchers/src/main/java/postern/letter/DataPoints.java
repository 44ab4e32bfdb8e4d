package postern.letter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds data points in text. Full-width digits and letters count as plain ones; positions are those of the text as given. Kinds do not
 * overlap, the surer one wins; only order numbers may lie on others. Immutable and thread-safe.
 *
 * <p>Nearly all of a mail holds no number, so what needs one is tried beside digits only. The expressions here repeat nothing
 * without bound, and those of the desk are RE2: time grows with the text, of which a person's worth is looked at.
 */
public final class DataPoints {
    /** Characters of one text that are looked at. */
    static final int LOOKED_AT = 64 * 1024;
    private static final int MOST = 1_000;
    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_DOMAIN = 260;
    private static final int LONGEST_URL = 2_000;
    private static final int LONGEST_NUMBER = 60;
    private static final int LONGEST_MONTH = 10;
    /** Room for what an order number is called, and for letters behind its last digit. */
    private static final int BEFORE_ORDER = 40;
    private static final int BEHIND_ORDER = 12;
    private static final Pattern URL = Pattern.compile("\\b(?:https?://|www\\.)[a-z0-9\\-._~:/?#\\[\\]@!$&'()*+,;=%]{1,2000}");
    private static final Pattern EMAIL = Pattern.compile("[a-z0-9._%+\\-]{1,64}@(?:[a-z0-9\\-]{1,63}\\.){1,8}[a-z]{2,24}");
    private static final Pattern IDENTITY = Pattern.compile("[1-9]\\d{16}[\\dx]");
    private static final Pattern CARD = Pattern.compile("\\d(?:[ \\-]?\\d){12,18}");
    private static final Pattern PHONE = Pattern.compile("(?:(?:\\+|00)86[ \\-]?)?1[3-9]\\d[ \\-]?\\d{4}[ \\-]?\\d{4}|(?:\\(?0\\d{2,3}\\)?[ \\-])\\d{7,8}(?:[\\-转]\\d{1,5})?|"
        + "[48]00[ \\-]?\\d{3}[ \\-]?\\d{4}|(?:\\+|00)[1-9]\\d{0,2}(?:[ \\-.()]{0,2}\\d){6,12}|\\(\\d{3}\\) ?\\d{3}-\\d{4}");
    private static final String MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?";
    private static final Pattern DATE = Pattern.compile("(?:19|20)\\d\\d ?[年\\-/.] ?\\d{1,2} ?[月\\-/.] ?\\d{1,2} ?[日号]?|\\d{1,2}月\\d{1,2}[日号]|\\d{1,2}\\.\\d{1,2}\\.(?:19|20)\\d\\d|"
        + "\\d{1,2}(?:st|nd|rd|th)? " + MONTH + ",? (?:19|20)\\d\\d|" + MONTH + " \\d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\\d\\d");
    private static final String NUMBER = "(?:\\d{1,3}+(?:,\\d{3}){1,4}+|\\d{1,12}+)(?:\\.\\d{1,2}+)?+";
    private static final Pattern MONEY = Pattern.compile("(?:[¥￥$€£]|rmb|cny|人民币|us\\$|hk\\$|nt\\$|usd|eur|gbp|hkd|twd|jpy) ?" + NUMBER + "万?|"
        + NUMBER + " ?[万亿]?(?:元|块钱|块|圆|rmb|cny|美元|美金|欧元|港币|台币|usd|eur|gbp|dollars|euros?|€|£)");

    private final List<OrderPattern> orders;

    /** @param orderNumbers expressions of the desk; the first group of each, or the whole match, is the number */
    public DataPoints(List<com.google.re2j.Pattern> orderNumbers) {
        orders = orderNumbers.stream().map(OrderPattern::new).toList();
    }

    /** @return the order numbers of subject and new text, in the order in which they stand there, each once, in capitals and without blanks */
    public List<String> orders(Letter letter) {
        if (orders.isEmpty()) {
            return List.of();
        }
        Set<String> numbers = new LinkedHashSet<>();
        for (String text : List.of(letter.subject(), letter.text())) {
            String plain = withPlainLetters(start(text));
            List<DataPoint> found = new ArrayList<>();
            orders(plain, found);
            found.stream().sorted(Comparator.comparingInt(DataPoint::from)).forEach(point -> numbers.add(point.value()));
        }
        return List.copyOf(numbers);
    }

    /** @return all that the letter says of the kinds known here */
    public Particulars of(Letter letter) {
        return Particulars.of(letter, this);
    }

    /** @return what was found, in the order of the text */
    public List<DataPoint> in(String text) {
        String plain = withPlainLetters(start(text));
        Finding finding = new Finding(plain, withSmallLetters(plain), new boolean[plain.length()], new ArrayList<>());
        finding.in(around(finding.small, "://", 6, LONGEST_URL), URL, DataPoint.Kind.URL);
        finding.in(around(finding.small, "www.", 1, LONGEST_URL), URL, DataPoint.Kind.URL);
        finding.in(around(finding.small, "@", LONGEST_LOCAL, LONGEST_DOMAIN), EMAIL, DataPoint.Kind.EMAIL);
        finding.atDigits(IDENTITY, DataPoint.Kind.IDENTITY_CARD);
        finding.atDigits(CARD, DataPoint.Kind.BANK_CARD);
        finding.atDigits(DATE, DataPoint.Kind.DATE);
        finding.atDigits(PHONE, DataPoint.Kind.PHONE);
        finding.atDigits(MONEY, DataPoint.Kind.MONEY);
        orders(plain, finding.found);
        finding.found.sort(Comparator.comparingInt(DataPoint::from).thenComparing(DataPoint::kind));
        return List.copyOf(finding.found);
    }

    private static List<Span> around(String text, String sign, int before, int behind) {
        List<Span> spans = new ArrayList<>();
        int last = 0;
        for (int at = text.indexOf(sign); at >= 0 && spans.size() < MOST; at = text.indexOf(sign, at + 1)) {
            spans.add(new Span(Math.max(last, at - before), Math.min(text.length(), at + behind)));
            last = at + 1;
        }
        return spans;
    }

    private void orders(String plain, List<DataPoint> found) {
        for (Span span : Span.besideDigits(plain, BEFORE_ORDER, BEHIND_ORDER)) {
            orders.forEach(order -> order.find(plain, span, MOST, found));
        }
    }

    /**
     * One text that is looked through.
     *
     * @param plain values are taken from it
     * @param small what is looked at
     * @param taken characters that belong to something already
     */
    private record Finding(String plain, String small, boolean[] taken, List<DataPoint> found) {
        void in(List<Span> spans, Pattern pattern, DataPoint.Kind kind) {
            Matcher matcher = matcher(pattern);
            int at = 0;
            for (Span span : spans) {
                at = Math.max(at, span.from());
                while (found.size() < MOST && at < span.to() && matcher.region(at, span.to()).find()) {
                    at = take(matcher, kind);
                }
            }
        }

        void atDigits(Pattern pattern, DataPoint.Kind kind) {
            Matcher matcher = matcher(pattern);
            int at = 0;
            for (int i = 0; i < small.length() && found.size() < MOST; i++) {
                if (i < at || !Span.isDigit(small.charAt(i)) || i > 0 && Span.isDigit(small.charAt(i - 1))) {
                    continue;
                }
                int end = Math.min(small.length(), i + LONGEST_NUMBER);
                int sign = Math.max(at, sign(kind, i));
                if (sign < i && matcher.region(sign, end).lookingAt() || matcher.region(i, end).lookingAt()) {
                    at = take(matcher, kind);
                }
            }
        }

        /** @return where the sign, month or currency before a number begins, the number itself if there is none */
        private int sign(DataPoint.Kind kind, int number) {
            int last = number > 1 && small.charAt(number - 1) == ' ' ? number - 2 : number - 1;
            if (last < 0) {
                return number;
            }
            char before = small.charAt(last);
            boolean letter = before >= 'a' && before <= 'z';
            return switch (kind) {
                case PHONE -> before == '+' || before == '(' ? last : number;
                case MONEY -> currency(last, number);
                case DATE -> letter || before == '.' ? wordStart(last) : number;
                default -> number;
            };
        }

        private int currency(int last, int number) {
            char before = small.charAt(last);
            boolean word = isWord(before) && !Span.isDigit(before) || before == '币' || before == '$' && last > 1 && isWord(small.charAt(last - 1));
            return word ? Math.max(0, last - 2) : "¥￥$€£".indexOf(before) >= 0 ? last : number;
        }

        private int wordStart(int last) {
            int start = last;
            while (start > 0 && start > last - LONGEST_MONTH && small.charAt(start - 1) >= 'a' && small.charAt(start - 1) <= 'z') {
                start--;
            }
            return start;
        }

        /** The text on both sides is seen, so that a word's border is one. */
        private Matcher matcher(Pattern pattern) {
            return pattern.matcher(small).useTransparentBounds(true).useAnchoringBounds(false);
        }

        /** @return where to go on */
        private int take(Matcher matcher, DataPoint.Kind kind) {
            int from = matcher.start();
            int to = kind == DataPoint.Kind.URL ? urlEnd(plain, from, matcher.end()) : matcher.end();
            boolean free = !taken[from] && !taken[to - 1] && standsAlone(plain, from, to, kind);
            String value = free ? DataPointValues.of(kind, plain.substring(from, to)) : null;
            if (value != null) {
                Arrays.fill(taken, from, to, true);
                found.add(new DataPoint(kind, value, from, to));
            }
            return Math.max(to, from + 1);
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
        return Span.isDigit(c) || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    /** Punctuation at the end of a sentence does not belong to the link; a closing bracket does if one was opened. */
    private static int urlEnd(String text, int from, int end) {
        int to = end;
        while (to > from + 1 && (".,;:!?'".indexOf(text.charAt(to - 1)) >= 0 || text.charAt(to - 1) == ')' && text.substring(from, to).indexOf('(') < 0)) {
            to--;
        }
        return to;
    }

    private static String start(String text) {
        return text.length() > LOOKED_AT ? text.substring(0, LOOKED_AT) : text;
    }

    private static String withSmallLetters(String text) {
        char[] small = text.toCharArray();
        for (int i = 0; i < small.length; i++) {
            small[i] = small[i] >= 'A' && small[i] <= 'Z' ? (char) (small[i] + 32) : small[i];
        }
        return new String(small);
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
