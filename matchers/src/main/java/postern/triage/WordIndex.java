package postern.triage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Finds many words in a text in one pass (Aho and Corasick, 1975), so that ten thousand words cost as much as ten.
 *
 * <p>Words of scripts that put blanks between words are found as whole words, also in the simple English plural and possessive;
 * words of scripts that do not, wherever they stand.
 *
 * <p>The tree of all words lies in one open hash table from (state, character) to state; each state knows the longest proper
 * end of its text that is a state too, and the nearest such end that is a word. Immutable after construction.
 */
final class WordIndex {
    private static final long FREE = -1;

    private final List<String> words;
    private final int[] lengths;
    private long[] keys = new long[1 << 10];
    private int[] states = new int[1 << 10];
    private int size = 1;
    private int[] shorter;
    private int[] shorterWord;
    private int[] wordAt = new int[1 << 8];

    /** @param words folded; doubles are one word. Numbers of words are their places in {@link #words()} */
    WordIndex(Collection<String> words) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        words.forEach(word -> numbers.putIfAbsent(word, numbers.size()));
        this.words = List.copyOf(numbers.keySet());
        Arrays.fill(keys, FREE);
        Arrays.fill(wordAt, -1);
        List<Integer> forms = new ArrayList<>();
        numbers.forEach((word, number) -> {
            add(word, forms.size());
            forms.add(number);
            if (word.length() > 2 && word.endsWith("y") && "aeiou".indexOf(word.charAt(word.length() - 2)) < 0) {
                add(word.substring(0, word.length() - 1) + "ies", forms.size());
                forms.add(number);
            }
        });
        lengths = new int[size];
        link();
        for (int state = 0; state < size; state++) {
            wordAt[state] = wordAt[state] < 0 ? -1 : forms.get(wordAt[state]);
        }
    }

    List<String> words() {
        return words;
    }

    /** @param found gets the number of a word at each place where it stands */
    void find(String folded, IntConsumer found) {
        int state = 0;
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            int next = next(state, c);
            while (next < 0 && state != 0) {
                state = shorter[state];
                next = next(state, c);
            }
            state = Math.max(next, 0);
            for (int end = wordAt[state] >= 0 ? state : shorterWord[state]; end > 0; end = shorterWord[end]) {
                if (whole(folded, i + 1 - lengths[end], i + 1)) {
                    found.accept(wordAt[end]);
                }
            }
        }
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

    private void add(String word, int form) {
        int state = 0;
        for (int i = 0; i < word.length(); i++) {
            int next = next(state, word.charAt(i));
            if (next < 0) {
                next = size++;
                put(state, word.charAt(i), next);
            }
            state = next;
        }
        wordAt = state < wordAt.length ? wordAt : grown(wordAt, Math.max(state + 1, wordAt.length * 2));
        // The first word with these letters keeps them: "copies" of its own beats the plural of "copy".
        wordAt[state] = wordAt[state] < 0 ? form : wordAt[state];
    }

    private void link() {
        shorter = new int[size];
        shorterWord = new int[size];
        wordAt = grown(wordAt, size);
        Map<Integer, List<int[]>> children = new LinkedHashMap<>();
        for (int slot = 0; slot < keys.length; slot++) {
            if (keys[slot] != FREE) {
                children.computeIfAbsent((int) (keys[slot] >>> 16), s -> new ArrayList<>()).add(new int[] {(int) (keys[slot] & 0xFFFF), states[slot]});
            }
        }
        Deque<Integer> queue = new ArrayDeque<>(List.of(0));
        while (!queue.isEmpty()) {
            int state = queue.removeFirst();
            for (int[] child : children.getOrDefault(state, List.of())) {
                int end = shorter[state];
                while (state != 0 && end != 0 && next(end, (char) child[0]) < 0) {
                    end = shorter[end];
                }
                int linked = state == 0 ? 0 : Math.max(next(end, (char) child[0]), 0);
                shorter[child[1]] = linked;
                shorterWord[child[1]] = wordAt[linked] >= 0 ? linked : shorterWord[linked];
                lengths[child[1]] = lengths[state] + 1;
                queue.addLast(child[1]);
            }
        }
    }

    private int next(int state, char c) {
        long key = (long) state << 16 | c;
        for (int slot = slot(key); keys[slot] != FREE; slot = slot + 1 & keys.length - 1) {
            if (keys[slot] == key) {
                return states[slot];
            }
        }
        return -1;
    }

    private void put(int state, char c, int next) {
        if (size * 2 > keys.length) {
            long[] oldKeys = keys;
            int[] oldStates = states;
            keys = new long[oldKeys.length * 2];
            states = new int[oldKeys.length * 2];
            Arrays.fill(keys, FREE);
            for (int i = 0; i < oldKeys.length; i++) {
                if (oldKeys[i] != FREE) {
                    place(oldKeys[i], oldStates[i]);
                }
            }
        }
        place((long) state << 16 | c, next);
    }

    private void place(long key, int state) {
        int slot = slot(key);
        while (keys[slot] != FREE) {
            slot = slot + 1 & keys.length - 1;
        }
        keys[slot] = key;
        states[slot] = state;
    }

    private int slot(long key) {
        return (int) (key * 0x9E3779B97F4A7C15L >>> 32) & keys.length - 1;
    }

    private static int[] grown(int[] array, int length) {
        int[] grown = Arrays.copyOf(array, Math.max(length, array.length));
        Arrays.fill(grown, array.length, grown.length, -1);
        return grown;
    }
}
