package postern.triage.model;

/**
 * A mail as numbers: which grams of a vocabulary stand in it, how often, and what makes the whole of length one. Grams that the
 * vocabulary does not know add to the length, so that a mail of unknown words is far from every topic.
 */
record Vector(int[] features, byte[] counts, float scale) {
    private static final float[] DAMPED = damped();

    int size() {
        return features.length;
    }

    float value(int at, float[] weights) {
        return DAMPED[counts[at]] * weights[features[at]] * scale;
    }

    /** The tenth time that a word is said counts little. */
    static float damped(int count) {
        return DAMPED[count];
    }

    private static float[] damped() {
        float[] table = new float[Byte.MAX_VALUE + 1];
        for (int count = 1; count < table.length; count++) {
            table[count] = (float) (1 + Math.log(count));
        }
        return table;
    }
}
