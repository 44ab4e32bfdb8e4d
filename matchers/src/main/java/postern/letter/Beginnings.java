package postern.letter;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Words with which a line may begin, in any case. Nearly no line of a mail begins with one of the few that mean something, and this says
 * so at the cost of a character or two, where an expression would try each of its alternatives. Immutable.
 */
final class Beginnings {
    private static final char ASCII = 128;

    private final String[][] plain = new String[ASCII][];
    private final Map<Character, String[]> others = new HashMap<>();

    /** @param words none of them empty */
    Beginnings(String... words) {
        for (String word : words) {
            char first = folded(word.charAt(0));
            if (first < ASCII) {
                plain[first] = with(plain[first], word);
            } else {
                others.put(first, with(others.get(first), word));
            }
        }
    }

    private static String[] with(String[] words, String word) {
        String[] more = words == null ? new String[1] : Arrays.copyOf(words, words.length + 1);
        more[more.length - 1] = word;
        return more;
    }

    /** @return whether one of the words stands there */
    boolean at(String line, int from) {
        if (from >= line.length()) {
            return false;
        }
        char first = folded(line.charAt(from));
        String[] words = first < ASCII ? plain[first] : others.get(first);
        if (words == null) {
            return false;
        }
        for (String word : words) {
            if (line.regionMatches(true, from, word, 0, word.length())) {
                return true;
            }
        }
        return false;
    }

    /** @return whether one of the words stands behind those of these signs that come first */
    boolean behind(String signs, String line) {
        int from = 0;
        while (from < line.length() && signs.indexOf(line.charAt(from)) >= 0) {
            from++;
        }
        return at(line, from);
    }

    /** As {@link String#regionMatches} and expressions without case do. */
    private static char folded(char c) {
        return c < ASCII ? (char) (c >= 'A' && c <= 'Z' ? c + 32 : c) : Character.toLowerCase(Character.toUpperCase(c));
    }
}
