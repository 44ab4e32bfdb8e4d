package postern.desk;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A ticket number: nine digits and a check digit, written {@code 482-109-3766}.
 *
 * <p>Drawn at random, so it tells nobody how much mail the desk gets; digits only, so it can be read out on the phone in
 * any language; the last digit (Damm) finds each single wrong digit and each swap of neighbours.
 */
public record TicketId(String value) {
    private static final String KEYWORD = "ticket-";
    private static final Pattern WRITTEN = Pattern.compile("[1-9]\\d{2}-\\d{3}-\\d{4}");
    private static final int DIGITS = 10;
    private static final int FIRST = 100_000_000;
    private static final int PAST_LAST = 1_000_000_000;

    /** A quasigroup of order ten without fixed swaps: H. M. Damm, Total anti-symmetrische Quasigruppen, Marburg 2004. */
    private static final int[][] DAMM = {
        {0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
        {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
        {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
        {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
        {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
        {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
        {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
        {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
        {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
        {2, 5, 8, 1, 4, 3, 6, 7, 9, 0}};

    /** @throws IllegalArgumentException if it is not written {@code nnn-nnn-nnnn}, or the check digit is wrong */
    public TicketId {
        if (!WRITTEN.matcher(value).matches() || check(value) != 0) {
            throw new IllegalArgumentException("'" + value + "' is not a ticket number");
        }
    }

    /** @param random unpredictable, such as a SecureRandom; whether the number is taken is the caller's question */
    public static TicketId random(RandomGenerator random) {
        String digits = Integer.toString(random.nextInt(FIRST, PAST_LAST));
        return ofDigits(digits + check(digits));
    }

    /** @param digits ten of them, without dashes */
    public static TicketId ofDigits(String digits) {
        if (digits.length() != DIGITS) {
            throw new IllegalArgumentException("'" + digits + "' is not a ticket number");
        }
        return new TicketId(digits.substring(0, 3) + "-" + digits.substring(3, 6) + "-" + digits.substring(6));
    }

    /**
     * Finds ticket numbers as people write them: in any decimal digits (full-width ones too), with dashes, blanks, dots or
     * nothing between the groups. Ten digits that fail the check are left out, and so are parts of longer numbers. One in ten
     * of other ten-digit numbers passes, so a number found here is a question to the tickets, not an answer.
     *
     * @return in order of appearance, no doubles
     */
    public static List<TicketId> find(String text) {
        Set<TicketId> found = new LinkedHashSet<>();
        int at = 0;
        while (at < text.length()) {
            int run = at;
            while (digit(text, at) >= 0) {
                at += width(text, at);
            }
            if (at == run) {
                at += width(text, at);
            } else if (run == 0 || !dash(text, run - 1) || run == 1 || !Character.isDigit(text.charAt(run - 2))) {
                read(text, run).ifPresent(found::add);
            }
        }
        return List.copyOf(found);
    }

    /** @return as an IMAP keyword: an atom without blanks or specials (RFC 9051 §9), in lower case as clients keep it */
    public String keyword() {
        return KEYWORD + value;
    }

    /** @return the ticket that {@link #keyword} was made of, if it is one; case is ignored, as IMAP does */
    public static Optional<TicketId> ofKeyword(String keyword) {
        String lower = keyword.toLowerCase(Locale.ROOT);
        if (!lower.startsWith(KEYWORD)) {
            return Optional.empty();
        }
        List<TicketId> found = find(lower.substring(KEYWORD.length()));
        return found.size() == 1 && lower.equals(found.getFirst().keyword()) ? Optional.of(found.getFirst()) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }

    /** Reads ten digits from a position, with separators after the third and the sixth only. */
    private static Optional<TicketId> read(String text, int start) {
        StringBuilder digits = new StringBuilder(DIGITS);
        int at = start;
        while (digits.length() < DIGITS) {
            at = digits.length() == 3 || digits.length() == 6 ? separated(text, at) : at;
            int digit = digit(text, at);
            if (digit < 0) {
                return Optional.empty();
            }
            digits.append(digit);
            at += width(text, at);
        }
        boolean longer = digit(text, at) >= 0 || dash(text, at) && digit(text, at + 1) >= 0;
        return longer || digits.charAt(0) == '0' || check(digits) != 0 ? Optional.empty() : Optional.of(ofDigits(digits.toString()));
    }

    /** @return value of the decimal digit at a position, or -1 */
    private static int digit(String text, int at) {
        return at < text.length() ? Character.digit(text.codePointAt(at), 10) : -1;
    }

    private static int width(String text, int at) {
        return Character.charCount(text.codePointAt(at));
    }

    private static boolean dash(String text, int at) {
        return at < text.length() && (Character.getType(text.charAt(at)) == Character.DASH_PUNCTUATION || text.charAt(at) == '\u2212');
    }

    /** @return the position behind a separator of at most three characters: blanks, a dash, blanks, or a dot */
    private static int separated(String text, int start) {
        int at = blank(text, start) ? start + 1 : start;
        if (dash(text, at) || at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == '·')) {
            at++;
        }
        return blank(text, at) ? at + 1 : at;
    }

    private static boolean blank(String text, int at) {
        return at < text.length() && text.charAt(at) != '\n' && (Character.isSpaceChar(text.charAt(at)) || text.charAt(at) == '\t');
    }

    private static int check(CharSequence digits) {
        int interim = 0;
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) != '-') {
                interim = DAMM[interim][digits.charAt(i) - '0'];
            }
        }
        return interim;
    }
}
