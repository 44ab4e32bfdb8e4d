package postern.triage.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import postern.triage.model.Grams.Kind;

/**
 * The grams that a model knows, rare ones heavier than common ones. A gram of a customer's mail is in it only if another example
 * has it too: what one customer says, such as an address, is not kept. Immutable; numbered in the order of the keys.
 */
final class Vocabulary {
    static final int MOST = 200_000;
    private static final int SUBJECT = 2;

    private final long[] keys;
    private final Kind[] kinds;
    private final float[] weights;
    private final float unknown;
    private final int[] slots;

    /** @param weights by number; {@code keys} ascend */
    Vocabulary(long[] keys, Kind[] kinds, float[] weights, float unknown) {
        this.keys = keys;
        this.kinds = kinds;
        this.weights = weights;
        this.unknown = unknown;
        this.slots = new int[Integer.highestOneBit(Math.max(keys.length, 8)) * 4];
        for (int i = 0; i < keys.length; i++) {
            int slot = (int) keys[i] & slots.length - 1;
            while (slots[slot] != 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = i + 1;
        }
    }

    static Vocabulary of(List<Example> examples, int most) {
        GramCount counted = new GramCount();
        examples.forEach(counted::add);
        int[] kept = IntStream.range(0, counted.size()).filter(counted::known).toArray();
        if (kept.length > most) {
            kept = Arrays.stream(kept).boxed().sorted((a, b) -> counted.documents(a) != counted.documents(b)
                ? counted.documents(b) - counted.documents(a) : Long.compare(counted.key(a), counted.key(b))).limit(most).mapToInt(i -> i).toArray();
        }
        int[] ordered = Arrays.stream(kept).boxed().sorted((a, b) -> Long.compare(counted.key(a), counted.key(b))).mapToInt(i -> i).toArray();
        long[] keys = new long[ordered.length];
        Kind[] kinds = new Kind[ordered.length];
        float[] weights = new float[ordered.length];
        for (int i = 0; i < ordered.length; i++) {
            keys[i] = counted.key(ordered[i]);
            kinds[i] = counted.kind(ordered[i]);
            weights[i] = kinds[i].weight * rarity(examples.size(), counted.documents(ordered[i]));
        }
        return new Vocabulary(keys, kinds, weights, rarity(examples.size(), 1));
    }

    private static float rarity(int examples, int documents) {
        return (float) (Math.log((examples + 1.0) / (documents + 1.0)) + 1);
    }

    Vector vector(Wording wording) {
        Gathering found = new Gathering();
        Grams.walk(wording.subject(), (kind, key, from, to) -> found.add(number(key), kind, SUBJECT));
        Grams.walk(wording.text(), (kind, key, from, to) -> found.add(number(key), kind, 1));
        return found.vector();
    }

    int size() {
        return keys.length;
    }

    long key(int number) {
        return keys[number];
    }

    Kind kind(int number) {
        return kinds[number];
    }

    float[] weights() {
        return weights;
    }

    float unknown() {
        return unknown;
    }

    /** @return number of a gram, or -1 */
    int number(long key) {
        for (int slot = (int) key & slots.length - 1; slots[slot] != 0; slot = slot + 1 & slots.length - 1) {
            if (keys[slots[slot] - 1] == key) {
                return slots[slot] - 1;
            }
        }
        return -1;
    }

    /** The grams of one mail while they are counted. */
    private final class Gathering {
        private int[] numbers = new int[512];
        private int size;
        private double square;

        void add(int number, Kind kind, int times) {
            if (number < 0) {
                square += (double) kind.weight * kind.weight * unknown * unknown;
                return;
            }
            for (int i = 0; i < times; i++) {
                numbers = size < numbers.length ? numbers : Arrays.copyOf(numbers, size * 2);
                numbers[size++] = number;
            }
        }

        Vector vector() {
            Arrays.sort(numbers, 0, size);
            int[] features = new int[size];
            byte[] counts = new byte[size];
            int distinct = 0;
            for (int i = 0; i < size; ) {
                int end = i;
                while (end < size && numbers[end] == numbers[i]) {
                    end++;
                }
                features[distinct] = numbers[i];
                counts[distinct] = (byte) Math.min(end - i, Byte.MAX_VALUE);
                float value = Vector.damped(counts[distinct]) * weights[numbers[i]];
                square += (double) value * value;
                distinct++;
                i = end;
            }
            return new Vector(Arrays.copyOf(features, distinct), Arrays.copyOf(counts, distinct), square > 0 ? (float) (1 / Math.sqrt(square)) : 0);
        }
    }
}
