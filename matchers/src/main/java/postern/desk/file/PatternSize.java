package postern.desk.file;

import java.util.ArrayDeque;
import java.util.Deque;

/** Guesses how large the program of a regular expression becomes, before it is made: repetitions inside of repetitions multiply. */
final class PatternSize {
    /** Steps that a pattern may cost for each character of a mail. */
    static final long MOST = 1_000;

    private PatternSize() {
    }

    static long of(String regex) {
        Deque<Long> outer = new ArrayDeque<>();
        long sum = 0;
        long last = 0;
        for (int at = 0; at < regex.length(); at++) {
            char c = regex.charAt(at);
            switch (c) {
                case '(' -> {
                    outer.push(sum);
                    sum = 0;
                    last = 0;
                }
                case ')' -> {
                    last = sum + 2;
                    sum = last + (outer.isEmpty() ? 0 : outer.pop());
                }
                case '[' -> {
                    at = endOfClass(regex, at);
                    last = 1;
                    sum++;
                }
                case '{' -> {
                    long times = times(regex, at);
                    sum += last * (times - 1);
                    last *= times;
                }
                default -> {
                    at += c == '\\' ? 1 : 0;
                    last = 1;
                    sum++;
                }
            }
            sum = Math.min(sum, Integer.MAX_VALUE);
            last = Math.min(last, Integer.MAX_VALUE);
        }
        return sum;
    }

    private static int endOfClass(String regex, int from) {
        int at = from + 1;
        at += at < regex.length() && regex.charAt(at) == '^' ? 2 : 1;
        while (at < regex.length() && regex.charAt(at) != ']') {
            at += regex.charAt(at) == '\\' ? 2 : 1;
        }
        return at;
    }

    /** @return the higher number of {@code {n,m}}; 1 if it is not a repetition */
    private static long times(String regex, int from) {
        int close = regex.indexOf('}', from);
        String between = close < 0 ? "" : regex.substring(from + 1, close);
        if (!between.matches("\\d{1,4}(,\\d{0,4})?")) {
            return 1;
        }
        String[] ends = between.split(",");
        return Math.max(1, Long.parseLong(ends[ends.length - 1]));
    }
}
