package postern.triage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Finds many words in a text in one pass. Words of scripts that put blanks between words are found as whole words, also in the
 * simple English plural and possessive; words of scripts that do not, wherever they stand. Immutable after construction.
 */
final class WordIndex {
    private final List<String> words;
    /** Numbers of the words that a string of the automaton stands for: a word, and the words whose plural it is. */
    private final List<int[]> meanings = new ArrayList<>();
    private final Automaton automaton;

    /** @param words folded; doubles are one word. Numbers of words are their places in {@link #words()} */
    WordIndex(Collection<String> words) {
        Map<String, List<Integer>> forms = new LinkedHashMap<>();
        words.forEach(word -> forms.computeIfAbsent(word, w -> new ArrayList<>()));
        this.words = List.copyOf(forms.keySet());
        for (int number = 0; number < this.words.size(); number++) {
            String word = this.words.get(number);
            forms.get(word).add(number);
            if (word.length() > 2 && word.endsWith("y") && "aeiou".indexOf(word.charAt(word.length() - 2)) < 0) {
                forms.computeIfAbsent(word.substring(0, word.length() - 1) + "ies", form -> new ArrayList<>()).add(number);
            }
        }
        forms.values().forEach(numbers -> meanings.add(numbers.stream().mapToInt(Integer::intValue).toArray()));
        automaton = new Automaton(List.copyOf(forms.keySet()));
    }

    List<String> words() {
        return words;
    }

    /** @param found gets the number of a word at each place where it stands */
    void find(String folded, IntConsumer found) {
        automaton.find(folded, (form, from, to) -> {
            if (whole(folded, from, to)) {
                for (int word : meanings.get(form)) {
                    found.accept(word);
                }
            }
        });
    }

    private static boolean whole(String text, int from, int to) {
        if (from > 0 && spaced(text.charAt(from)) && spaced(text.charAt(from - 1))) {
            return false;
        }
        if (!spaced(text.charAt(to - 1)) || boundary(text, to)) {
            return true;
        }
        boolean letters = to - from > 2 && text.charAt(to - 1) >= 'a' && text.charAt(to - 1) <= 'z';
        return letters && (text.startsWith("s", to) && boundary(text, to + 1) || text.startsWith("es", to) && boundary(text, to + 2));
    }

    private static boolean boundary(String text, int at) {
        return at >= text.length() || !spaced(text.charAt(at));
    }

    private static boolean spaced(char c) {
        return Character.isLetterOrDigit(c) && !Folding.unspaced(c);
    }
}
