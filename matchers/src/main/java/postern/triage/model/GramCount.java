package postern.triage.model;

import java.util.Arrays;
import postern.triage.model.Grams.Kind;

/** Counts in how many examples a gram stands. */
final class GramCount {
    private long[] keys = new long[1 << 12];
    private int[] slots = new int[1 << 14];
    private int[] documents = new int[1 << 12];
    private int[] last = new int[1 << 12];
    private byte[] kinds = new byte[1 << 12];
    private boolean[] phrased = new boolean[1 << 12];
    private int size;
    private int example;

    void add(Example added) {
        example++;
        boolean phrase = added.source() == Example.Source.PHRASE;
        Grams.walk(added.wording().subject(), (kind, key, from, to) -> count(key, kind, phrase));
        Grams.walk(added.wording().text(), (kind, key, from, to) -> count(key, kind, phrase));
    }

    int size() {
        return size;
    }

    long key(int number) {
        return keys[number];
    }

    Kind kind(int number) {
        return Kind.values()[kinds[number]];
    }

    int documents(int number) {
        return documents[number];
    }

    /** @return whether a model may know it: two examples have it, or the desk's own file does */
    boolean known(int number) {
        return documents[number] > 1 || phrased[number];
    }

    private void count(long key, Kind kind, boolean phrase) {
        int slot = (int) key & slots.length - 1;
        while (slots[slot] != 0 && keys[slots[slot] - 1] != key) {
            slot = slot + 1 & slots.length - 1;
        }
        if (slots[slot] == 0) {
            slots[slot] = append(key, kind) + 1;
        }
        int number = slots[slot] - 1;
        if (last[number] != example) {
            last[number] = example;
            documents[number]++;
        }
        phrased[number] |= phrase;
        if (size * 2 > slots.length) {
            rehash();
        }
    }

    private int append(long key, Kind kind) {
        if (size == keys.length) {
            int length = size * 2;
            keys = Arrays.copyOf(keys, length);
            documents = Arrays.copyOf(documents, length);
            last = Arrays.copyOf(last, length);
            kinds = Arrays.copyOf(kinds, length);
            phrased = Arrays.copyOf(phrased, length);
        }
        keys[size] = key;
        kinds[size] = (byte) kind.ordinal();
        return size++;
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        for (int i = 0; i < size; i++) {
            int slot = (int) keys[i] & slots.length - 1;
            while (slots[slot] != 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = i + 1;
        }
    }
}
