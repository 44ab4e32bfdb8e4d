package postern.letter;

import java.util.ArrayList;
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

    static Quotes of(String body) {
        List<String> lines = body.lines().map(Quotes::tidy).toList();
        boolean[] old = new boolean[lines.size()];
        int cut = lines.size();
        int i = 0;
        while (i < cut) {
            String line = lines.get(i);
            if (line.startsWith(">")) {
                old[i] = true;
                i++;
                continue;
            }
            int attribution = attribution(lines, i);
            if (attribution > 0) {
                int behind = firstFilled(lines, i + attribution);
                if (behind < lines.size() && lines.get(behind).startsWith(">")) {
                    java.util.Arrays.fill(old, i, behind, true);
                    i = behind;
                    continue;
                }
                cut = i;
            } else if (QuoteMarks.isSeparator(line) || QuoteMarks.beginsHeaderBlock(lines, i)) {
                cut = i;
            } else {
                i++;
            }
        }
        return split(lines, old, withRule(lines, cut));
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
            if (line.isBlank() || line.startsWith(">") || joined.length() + line.length() > QuoteMarks.LONGEST_LINE) {
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

    private static String tidy(String line) {
        return line.stripTrailing();
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
