package postern.triage.model;

/**
 * Makes scores honest (temperature scaling, Guo and others, 2017): finds the factor under which the right answers of cross
 * validation are likeliest. A model that knows little gets a small one, and all its probabilities come close to each other.
 */
final class Sharpness {
    private static final float LEAST = 0.05f;
    /** Where all is answered rightly there is no likeliest factor: sure of everything, also of what was never seen. */
    private static final float MOST = 5;
    private static final int STEPS = 40;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private Sharpness() {
    }

    /** @param scores of each topic for each example, from a model that had not seen it */
    static float of(float[][] scores, int[] right) {
        double low = Math.log(LEAST);
        double high = Math.log(MOST);
        // The surprise has one lowest point: golden-section search.
        double inner = high - GOLDEN * (high - low);
        double outer = low + GOLDEN * (high - low);
        double atInner = surprise(scores, right, inner);
        double atOuter = surprise(scores, right, outer);
        for (int step = 0; step < STEPS; step++) {
            if (atInner <= atOuter) {
                high = outer;
                outer = inner;
                atOuter = atInner;
                inner = high - GOLDEN * (high - low);
                atInner = surprise(scores, right, inner);
            } else {
                low = inner;
                inner = outer;
                atInner = atOuter;
                outer = low + GOLDEN * (high - low);
                atOuter = surprise(scores, right, outer);
            }
        }
        return (float) Math.exp((low + high) / 2);
    }

    private static double surprise(float[][] scores, int[] right, double logarithm) {
        float sharpness = (float) Math.exp(logarithm);
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            sum -= Math.log(Math.max(Weights.probabilities(scores[i], sharpness)[right[i]], 1e-9));
        }
        return sum;
    }
}
