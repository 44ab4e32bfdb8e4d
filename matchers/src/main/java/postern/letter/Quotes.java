package postern.letter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the writer wrote now, apart from what the mail program put below or between it. In doubt text counts as new.
 *
 * <p>Three signs are known: lines that begin with {@code >}; a mark behind which everything is old ({@code -----原始邮件-----}, a block of
 * header lines, an attribution without marked lines); and an attribution above marked lines, which belongs to them.
 *
 * @param text new text
 * @param quoted old text
 * @param signature signature
 */
record Quotes(String text, String quoted, String signature) {
    private static final int LONGEST_ATTRIBUTION = 4;
    private static final int LONG_LINE = 60;

    static Quotes of(String body) {
        return of(body, false);
    }

    /** @param answer whether the header says that this is a reply; then old text may be all there is */
    static Quotes of(String body, boolean answer) {
        List<String> lines = lines(body);
        boolean[] old = new boolean[lines.size()];
        int cut = lines.size();
        boolean written = answer;
        int i = 0;
        while (i < lines.size()) {
            String line = lines.get(i);
            if (line.startsWith(">") || i > 0 && old[i - 1] && isWrapped(lines, i)) {
                old[i] = true;
                i++;
                continue;
            }
            int attribution = attribution(lines, i);
            int mark = attribution > 0 ? attribution : QuoteMarks.isSeparator(line) ? 1 : QuoteMarks.headerBlock(lines, i);
            int behind = mark == 0 ? i : firstFilled(lines, i + mark);
            boolean marked = attribution > 0 && behind < lines.size() && lines.get(behind).startsWith(">");
            if (mark > 0 && written && !marked) {
                cut = i;
                break;
            }
            if (mark > 0) {
                // Above it nothing was written: a forward, or a quote that goes on with marked lines.
                Arrays.fill(old, i, Math.min(behind, lines.size()), true);
                i = behind;
                continue;
            }
            written |= !line.isBlank();
            i++;
        }
        return split(lines, old, withRule(lines, cut));
    }

    private static List<String> lines(String body) {
        if (body.indexOf('\r') >= 0) {
            return body.lines().map(String::stripTrailing).toList();
        }
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < body.length(); ) {
            int end = body.indexOf('\n', at);
            end = end < 0 ? body.length() : end;
            int to = end;
            while (to > at && Character.isWhitespace(body.charAt(to - 1))) {
                to--;
            }
            lines.add(body.substring(at, to));
            at = end + 1;
        }
        return lines;
    }

    /** A quoted line that a mail program broke: its rest stands unmarked between two marked lines. */
    private static boolean isWrapped(List<String> lines, int at) {
        String before = lines.get(at - 1);
        boolean between = at + 1 < lines.size() && before.startsWith(">") && lines.get(at + 1).startsWith(">") && !lines.get(at).isBlank();
        return between && before.length() > LONG_LINE && lines.get(at).length() < before.length();
    }

    private static Quotes split(List<String> lines, boolean[] old, int cut) {
        List<String> fresh = new ArrayList<>();
        StringBuilder quoted = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            if (i >= cut || old[i]) {
                quoted.append(lines.get(i)).append('\n');
            } else {
                fresh.add(lines.get(i));
            }
        }
        int signature = Signatures.start(fresh);
        return new Quotes(joined(fresh.subList(0, signature)), quoted.toString().strip(), joined(fresh.subList(signature, fresh.size())));
    }

    /** A rule right above old text belongs to it. */
    private static int withRule(List<String> lines, int cut) {
        int above = cut - 1;
        while (above >= 0 && above >= cut - 3 && lines.get(above).isBlank()) {
            above--;
        }
        return cut < lines.size() && above >= 0 && QuoteMarks.isRule(lines.get(above)) ? above : cut;
    }

    /** @return how many lines the attribution that begins here has, 0 if none does */
    private static int attribution(List<String> lines, int at) {
        if (!QuoteMarks.mayBeginAttribution(lines.get(at))) {
            return 0;
        }
        StringBuilder joined = new StringBuilder();
        for (int count = 1; count <= LONGEST_ATTRIBUTION && at + count <= lines.size(); count++) {
            String line = lines.get(at + count - 1);
            boolean end = line.startsWith(">") && !line.equals(">:");
            if (line.isBlank() || end || joined.length() + line.length() > QuoteMarks.LONGEST_LINE) {
                return 0;
            }
            joined.append(count > 1 ? " " : "").append(line.strip());
            if (QuoteMarks.isAttribution(joined.toString())) {
                return count;
            }
        }
        return 0;
    }

    private static int firstFilled(List<String> lines, int from) {
        int i = from;
        while (i < lines.size() && lines.get(i).isBlank()) {
            i++;
        }
        return i;
    }

    /** Blank lines at both ends go, and more than two in a row become one. */
    private static String joined(List<String> lines) {
        StringBuilder out = new StringBuilder();
        int blanks = 0;
        for (String line : lines) {
            blanks = line.isBlank() ? blanks + 1 : 0;
            if (blanks <= 2) {
                out.append(line).append('\n');
            }
        }
        return out.toString().strip();
    }
}
