package postern.letter;

import com.google.re2j.Pattern;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.PatternSyntaxException;

/**
 * How the numbers of one kind of order look, and a quick glance that spares most of the search.
 *
 * <p>RE2 takes linear time whatever the expression, but a hundred nanoseconds a character. Java's own engine says at once, of a dozen
 * characters, whether a match might begin there; on so few it cannot run away, and for the first two the answer is known before. Only
 * where it might, RE2 is asked. An expression that the two engines may read differently is always given to RE2.
 */
final class OrderPattern {
    private static final int AHEAD = 12;
    private static final char ASCII = 128;
    private static final java.util.regex.Pattern RANGE = java.util.regex.Pattern.compile("[^\\x00-\\x7F]-|-[^\\x00-\\x7F]|\\\\[ux]");
    /** Classes of POSIX and classes in classes, operators inside of a class, and escapes that the two engines read differently. */
    private static final java.util.regex.Pattern READ_OTHERWISE = java.util.regex.Pattern.compile("\\[[^\\]]*\\[|:\\]|&&|\\\\[QCpP]|\\(\\?U");

    private final Pattern pattern;
    private final Optional<java.util.regex.Pattern> glance;
    /** Whether a match may begin with these two characters; null for those it cannot begin with. */
    private final boolean[][] begins = new boolean[ASCII][];
    /** The other characters that a match may begin with. */
    private final BitSet others = new BitSet();
    /** By the last six bits of a character, whether one of the others has the same. */
    private long filter;

    OrderPattern(Pattern pattern) {
        this.pattern = pattern;
        this.glance = glance(pattern);
        glance.ifPresent(same -> {
            for (char c = 0; c < ASCII; c++) {
                begins[c] = mayBegin(same, String.valueOf(c)) ? pairs(same, c) : null;
            }
            if (mayBegin(same, "\uE000") || RANGE.matcher(pattern.pattern()).find()) {
                others.set(ASCII, Character.MAX_VALUE + 1);
            }
            pattern.pattern().chars().filter(c -> c >= ASCII).forEach(others::set);
            others.stream().forEach(c -> filter |= 1L << c);
        });
    }

    private static boolean[] pairs(java.util.regex.Pattern same, char first) {
        boolean[] second = new boolean[ASCII];
        for (char c = 0; c < ASCII; c++) {
            second[c] = mayBegin(same, "" + first + c);
        }
        return second;
    }

    private static boolean mayBegin(java.util.regex.Pattern same, String text) {
        Matcher matcher = same.matcher(text);
        return matcher.lookingAt() || matcher.hitEnd();
    }

    private static Optional<java.util.regex.Pattern> glance(Pattern pattern) {
        if (READ_OTHERWISE.matcher(pattern.pattern()).find()) {
            return Optional.empty();
        }
        try {
            int flags = java.util.regex.Pattern.DOTALL | java.util.regex.Pattern.MULTILINE;
            boolean caseless = (pattern.flags() & Pattern.CASE_INSENSITIVE) != 0;
            return Optional.of(java.util.regex.Pattern.compile(pattern.pattern(),
                caseless ? flags | java.util.regex.Pattern.CASE_INSENSITIVE | java.util.regex.Pattern.UNICODE_CASE : flags));
        } catch (PatternSyntaxException onlyRe2) {
            return Optional.empty();
        }
    }

    private boolean mayMatch(String text, Span span) {
        if (glance.isEmpty()) {
            return true;
        }
        Matcher matcher = glance.get().matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
        for (int i = span.from(); i < span.to(); i++) {
            boolean begins = mayBegin(text.charAt(i), i + 1 < span.to() ? text.charAt(i + 1) : ASCII);
            if (begins && (matcher.region(i, Math.min(i + AHEAD, span.to())).lookingAt() || matcher.hitEnd())) {
                return true;
            }
        }
        return false;
    }

    private boolean mayBegin(char c, char next) {
        return c >= ASCII ? (filter >>> c & 1) != 0 && others.get(c) : begins[c] != null && (next >= ASCII || begins[c][next]);
    }

    /** Adds the numbers in a piece of text; without a digit it is none. */
    void find(String text, Span span, int most, List<DataPoint> found) {
        if (!mayMatch(text, span)) {
            return;
        }
        com.google.re2j.Matcher matcher = pattern.matcher(text.substring(span.from(), span.to()));
        while (found.size() < most && matcher.find()) {
            int group = matcher.groupCount() > 0 && matcher.group(1) != null ? 1 : 0;
            String number = matcher.group(group).replaceAll("\\s+", "").toUpperCase(Locale.ROOT);
            // "Order number: none" is no number.
            if (number.chars().anyMatch(Span::isDigit)) {
                found.add(new DataPoint(DataPoint.Kind.ORDER, number, span.from() + matcher.start(group), span.from() + matcher.end(group)));
            }
        }
    }
}
