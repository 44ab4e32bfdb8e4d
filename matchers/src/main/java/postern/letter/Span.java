package postern.letter;

import java.util.ArrayList;
import java.util.List;

/** A piece of a text where something may be. */
record Span(int from, int to) {
    /**
     * Digits and what stands beside them on their line.
     *
     * @param before characters before the first digit
     * @param behind characters behind the last one
     * @return pieces in the order of the text; they do not overlap
     */
    static List<Span> besideDigits(String text, int before, int behind) {
        List<Span> spans = new ArrayList<>();
        int line = 0;
        int from = -1;
        int to = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean lineEnd = c == '\n';
            if (from >= 0 && (lineEnd || i >= to)) {
                spans.add(new Span(from, i));
                line = Math.max(line, i);
                from = -1;
            }
            if (lineEnd) {
                line = i + 1;
            } else if (isDigit(c)) {
                from = from < 0 ? Math.max(line, i - before) : from;
                to = i + behind + 1;
            }
        }
        if (from >= 0) {
            spans.add(new Span(from, text.length()));
        }
        return spans;
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
