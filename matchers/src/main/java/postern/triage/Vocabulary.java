package postern.triage;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import postern.letter.Letter;

/** The words, patterns and needed strings of all rules, each once, by number. */
final class Vocabulary {
    private final WordIndex words;
    private final Automaton needed;
    private final List<Pattern> patterns;
    private final List<int[]> needs;
    private final int strings;

    /** Gathers while rules are made ready. */
    static final class Writer {
        private final Map<String, Integer> words = new LinkedHashMap<>();
        private final Map<String, Integer> needed = new HashMap<>();
        private final List<String> strings = new ArrayList<>();
        private final Map<Pattern, Integer> patterns = new LinkedHashMap<>();
        private final List<int[]> needs = new ArrayList<>();

        /** @return the number of a word */
        int word(String written) {
            return words.computeIfAbsent(Folding.fold(written), word -> words.size());
        }

        /** @return the number of a pattern */
        int pattern(Pattern pattern) {
            return patterns.computeIfAbsent(pattern, fresh -> {
                needs.add(RequiredText.of(fresh.pattern()).stream().mapToInt(this::needed).toArray());
                return needs.size() - 1;
            });
        }

        private int needed(String string) {
            return needed.computeIfAbsent(string, fresh -> {
                strings.add(fresh);
                return strings.size() - 1;
            });
        }

        /** @return numbers of the strings one of which a text must hold for the pattern to be found; empty: any text may do */
        int[] needs(Pattern pattern) {
            return needs.get(pattern(pattern));
        }

        String neededString(int number) {
            return strings.get(number);
        }

        Vocabulary vocabulary() {
            return new Vocabulary(this);
        }
    }

    private Vocabulary(Writer writer) {
        words = new WordIndex(writer.words.keySet());
        needed = new Automaton(writer.strings);
        patterns = List.copyOf(writer.patterns.keySet());
        needs = List.copyOf(writer.needs);
        strings = writer.strings.size();
    }

    int words() {
        return words.words().size();
    }

    String word(int number) {
        return words.words().get(number);
    }

    int neededStrings() {
        return strings;
    }

    int patterns() {
        return patterns.size();
    }

    Pattern pattern(int number) {
        return patterns.get(number);
    }

    int[] needs(int pattern) {
        return needs.get(pattern);
    }

    /** Looks through a mail once. */
    Sighting look(Letter letter, Folded folded) {
        return new Sighting(this, words, needed, letter, folded);
    }
}
