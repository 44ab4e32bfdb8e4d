package postern.triage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds many strings in a text in one pass (Aho and Corasick, 1975), so that ten thousand cost as much as ten.
 *
 * <p>The tree of all strings lies in one open hash table from (state, character) to state; each state knows the longest proper end
 * of its text that is a state too, and the nearest such end that is a string. Immutable after construction.
 *
 * <p>Nearly every step of a usual text fails, so a failure must be cheap: the first characters of strings stand in pages of their
 * own, and each state has a filter of 64 bits over the characters that lead on from it.
 */
final class Automaton {
    private static final long FREE = -1;

    private long[] keys = new long[1 << 10];
    private int[] states = new int[1 << 10];
    private int size = 1;
    private final int[] shorter;
    private final int[] shorterString;
    private final int[] lengths;
    private final int[] stringAt;
    /** First states by the upper and the lower eight bits of a character. */
    private final int[][] first = new int[256][];
    private long[] filters = new long[1 << 9];

    /** Gets what was found. */
    interface Found {
        /** @param string number of the string that stands there */
        void at(int string, int from, int to);
    }

    /** @param strings apart from each other; an empty one is never found */
    Automaton(List<String> strings) {
        Arrays.fill(keys, FREE);
        int[] ends = new int[strings.size()];
        for (int number = 0; number < ends.length; number++) {
            ends[number] = added(strings.get(number));
        }
        shorter = new int[size];
        shorterString = new int[size];
        lengths = new int[size];
        stringAt = new int[size];
        Arrays.fill(stringAt, -1);
        for (int number = 0; number < ends.length; number++) {
            stringAt[ends[number]] = number;
        }
        link();
    }

    /** @return how many steps it took besides telling what was found: never more than two for each character */
    int find(String text, Found found) {
        int state = 0;
        int steps = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int next = 0;
            while (state != 0 && next <= 0) {
                next = (filters[state] >>> c & 1) == 0 ? -1 : next(state, c);
                state = next > 0 ? next : shorter[state];
                steps++;
            }
            if (next <= 0) {
                int[] page = first[c >>> 8];
                state = page == null ? 0 : page[c & 0xFF];
                steps++;
            }
            for (int end = stringAt[state] >= 0 ? state : shorterString[state]; end > 0; end = shorterString[end]) {
                found.at(stringAt[end], i + 1 - lengths[end], i + 1);
            }
        }
        return steps;
    }

    private int added(String string) {
        int state = 0;
        for (int i = 0; i < string.length(); i++) {
            int next = next(state, string.charAt(i));
            if (next < 0) {
                next = size++;
                put(state, string.charAt(i), next);
            }
            state = next;
        }
        return state;
    }

    private void link() {
        Map<Integer, List<int[]>> children = new HashMap<>();
        for (int slot = 0; slot < keys.length; slot++) {
            if (keys[slot] != FREE) {
                children.computeIfAbsent((int) (keys[slot] >>> 16), s -> new ArrayList<>())
                    .add(new int[] {(int) (keys[slot] & 0xFFFF), states[slot]});
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
                shorterString[child[1]] = stringAt[linked] >= 0 ? linked : shorterString[linked];
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
        if (state == 0) {
            first[c >>> 8] = first[c >>> 8] == null ? new int[256] : first[c >>> 8];
            first[c >>> 8][c & 0xFF] = next;
        }
        filters = next < filters.length ? filters : Arrays.copyOf(filters, next * 2);
        filters[state] |= 1L << c;
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
}
