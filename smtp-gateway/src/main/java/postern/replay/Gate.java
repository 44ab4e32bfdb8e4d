package postern.replay;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many mails of a kind at most, or the change is not good enough.
 *
 * @param most mails, or per cent of all
 */
public record Gate(Kind kind, double most, boolean percent) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,4})?)\\s*(%?)");

    /** @throws IllegalArgumentException if it is neither a number nor per cent, such as {@code 25} or {@code 1%} */
    public static Gate of(Kind kind, String written) {
        Matcher form = FORM.matcher(written.strip());
        if (!form.matches() || form.group(2).isEmpty() && form.group(1).contains(".")) {
            throw new IllegalArgumentException("'" + written
                + "' is neither a number of mails, such as 25, nor per cent, such as 1%");
        }
        return new Gate(kind, Double.parseDouble(form.group(1)), !form.group(2).isEmpty());
    }

    public boolean isOver(Tally tally) {
        return (percent ? share(kind, tally) : tally.count(kind)) > most;
    }

    /** Per cent of all mails. */
    static double share(Kind kind, Tally tally) {
        return tally.mails() == 0 ? 0 : 100.0 * tally.count(kind) / tally.mails();
    }

    @Override
    public String toString() {
        String number = most == Math.rint(most) ? Long.toString((long) most) : String.format(Locale.ROOT, "%s", most);
        return number + (percent ? "%" : "");
    }
}
