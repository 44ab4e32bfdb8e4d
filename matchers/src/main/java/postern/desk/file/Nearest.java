package postern.desk.file;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds what somebody probably meant. */
final class Nearest {
    private static final int LONGEST = 64;

    private Nearest() {
    }

    /** @return {@code did you mean 'x'?} if one of the words is near, else all words if they are few */
    static String hint(String written, Collection<String> words) {
        String near = words.stream().min(Comparator.comparingInt(word -> distance(written, word))).orElse("");
        if (!near.isEmpty() && distance(written, near) <= Math.max(1, Math.min(written.length(), near.length()) / 3)) {
            return "did you mean '" + near + "'?";
        }
        return words.isEmpty() || words.size() > 30 ? "" : "write one of: " + String.join(", ", words);
    }

    /** Insertions, deletions, changes and swaps of neighbours between two words, case aside. */
    static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        if (a.length() > LONGEST || b.length() > LONGEST) {
            return Integer.MAX_VALUE;
        }
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int best = Math.min(steps[i - 1][j - 1] + change, Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
                boolean swap = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                steps[i][j] = swap ? Math.min(best, steps[i - 2][j - 2] + 1) : best;
            }
        }
        return steps[a.length()][b.length()];
    }
}
