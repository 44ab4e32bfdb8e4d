package postern.triage.model;

import static java.lang.Character.isDigit;
import static java.lang.Character.isLetter;
import static java.lang.Character.isLetterOrDigit;

/**
 * Takes a folded text apart into what a model counts: words, pairs of neighbouring words, pieces of words, and runs of one to
 * three characters of scripts that put no blanks between words. Long numbers are all alike: an order number says nothing.
 *
 * <p>A gram is known by a 64-bit hash of its kind and characters, so that looking at a mail makes no strings.
 */
final class Grams {
    private static final int SHORTEST_PIECE = 3;
    private static final int LONGEST_PIECE = 5;
    private static final int LONGEST_RUN = 3;
    private static final int LONGEST_WORD = 30;
    private static final int DIGITS = 4;
    private static final long PRIME = 0x100000001B3L;

    private Grams() {
    }

    /** What a gram is, and how much it weighs: pieces of a word are many and say the same thing. */
    enum Kind {
        WORD(1f), PAIR(1f), PIECE(0.6f), RUN(1f);

        final float weight;

        Kind(float weight) {
            this.weight = weight;
        }
    }

    /** Gets the grams of a text. */
    @FunctionalInterface
    interface Sink {
        /** @param from may be one before the word, and {@code to} one behind it: pieces know where a word begins and ends */
        void gram(Kind kind, long key, int from, int to);
    }

    static void walk(String text, Sink sink) {
        int before = -1;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (!isLetterOrDigit(c) && !Character.isSurrogate(c)) {
                before = c == ' ' ? before : -1;
                i++;
            } else if (unspaced(c)) {
                int end = i;
                while (end < text.length() && unspaced(text.charAt(end)) && (isLetter(text.charAt(end)) || Character.isSurrogate(text.charAt(end)))) {
                    end++;
                }
                runs(text, i, Math.max(end, i + 1), sink);
                i = Math.max(end, i + 1);
                before = -1;
            } else {
                int end = wordEnd(text, i);
                word(text, before, i, end, sink);
                before = i;
                i = end;
            }
        }
    }

    /** @return the gram as people read it */
    static String name(String text, Kind kind, int from, int to) {
        return switch (kind) {
            case WORD, PAIR, RUN -> number(text, from, to) ? "#" : text.substring(from, to);
            case PIECE -> "-" + text.substring(Math.max(from, 0), Math.min(to, text.length())).strip() + "-";
        };
    }

    static long hash(long seed, CharSequence text) {
        return hash(seed, text, 0, text.length());
    }

    private static long hash(long seed, CharSequence text, int from, int to) {
        long hash = seed;
        for (int i = from; i < to; i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return hash;
    }

    static long mix(long hash) {
        long mixed = (hash ^ hash >>> 32) * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 29;
    }

    private static void runs(String text, int from, int to, Sink sink) {
        for (int start = from; start < to; start++) {
            long hash = seed(Kind.RUN);
            for (int end = start + 1; end <= Math.min(to, start + LONGEST_RUN); end++) {
                hash = (hash ^ text.charAt(end - 1)) * PRIME;
                sink.gram(Kind.RUN, mix(hash), start, end);
            }
        }
    }

    private static void word(String text, int before, int from, int to, Sink sink) {
        boolean number = number(text, from, to);
        long word = number ? (seed(Kind.WORD) ^ '#') * PRIME : hash(seed(Kind.WORD), text, from, to);
        sink.gram(Kind.WORD, mix(word), from, to);
        if (number) {
            return;
        }
        if (before >= 0 && to - before <= 2 * LONGEST_WORD) {
            sink.gram(Kind.PAIR, mix(hash(seed(Kind.PAIR), text, before, to)), before, to);
        }
        for (int start = from - 1; start <= to + 1 - SHORTEST_PIECE; start++) {
            long hash = seed(Kind.PIECE);
            for (int i = start; i < Math.min(to + 1, start + LONGEST_PIECE); i++) {
                hash = (hash ^ (i < from || i >= to ? ' ' : text.charAt(i))) * PRIME;
                if (i - start + 1 >= SHORTEST_PIECE) {
                    sink.gram(Kind.PIECE, mix(hash), start, i + 1);
                }
            }
        }
    }

    private static int wordEnd(String text, int from) {
        int end = from;
        while (end < text.length() && end - from < LONGEST_WORD && (spaced(text.charAt(end))
            || text.charAt(end) == '\'' && end + 1 < text.length() && spaced(text.charAt(end + 1)))) {
            end++;
        }
        return end;
    }

    private static boolean number(String text, int from, int to) {
        if (to - from <= DIGITS) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean spaced(char c) {
        return isLetterOrDigit(c) && !unspaced(c);
    }

    /** @return whether words of this character are written without blanks between them */
    private static boolean unspaced(char c) {
        return c >= 0x2E80 && c <= 0xA4CF || c >= 0xF900 && c <= 0xFAFF || c >= 0x0E00 && c <= 0x0EFF || Character.isSurrogate(c);
    }

    private static long seed(Kind kind) {
        return 0xCBF29CE484222325L + kind.ordinal();
    }
}
