package postern.triage.model;

import java.util.List;
import java.util.Random;

/**
 * How strongly each gram speaks for each topic: multinomial logistic regression with a quadratic penalty, fitted by stochastic
 * gradient descent whose steps shrink to nothing. The same examples in the same order give the same weights.
 *
 * <p>All topics of a gram lie side by side, so that the loops over topics are straight ones; the penalty is one factor over all
 * weights instead of a pass over them at each step.
 */
final class Weights {
    /** Larger trusts the examples more. */
    private static final double TRUST = 20;
    private static final double FIRST_STEP = 4;
    private static final double BIAS_STEP = 0.1;
    private static final int STEPS = 60_000;
    private static final int LEAST_PASSES = 8;
    private static final int MOST_PASSES = 30;
    /** A topic this surely right or wrong teaches nothing. */
    private static final float LEARNED = 1e-3f;

    final int topics;
    final float[] gram;
    final float[] bias;

    Weights(int topics, float[] gram, float[] bias) {
        this.topics = topics;
        this.gram = gram;
        this.bias = bias;
    }

    /** @param answers number of the right topic of each mail */
    static Weights fitted(List<Vector> mails, int[] answers, int topics, float[] rarities) {
        Weights weights = new Weights(topics, new float[rarities.length * topics], new float[topics]);
        int[] order = new int[mails.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        Random random = new Random(1);
        int passes = Math.clamp(STEPS / Math.max(order.length, 1), LEAST_PASSES, MOST_PASSES);
        double penalty = 1 / (TRUST * order.length);
        double factor = 1;
        long steps = (long) passes * order.length;
        long step = 0;
        for (int pass = 0; pass < passes; pass++) {
            shuffle(order, random);
            for (int mail : order) {
                double size = FIRST_STEP * (1 - (double) step++ / steps);
                float[] wrong = probabilities(weights.scores(mails.get(mail), rarities, (float) factor), 1);
                wrong[answers[mail]] -= 1;
                factor *= 1 - size * penalty;
                weights.move(mails.get(mail), rarities, wrong, size, factor);
            }
            weights.scale((float) factor);
            factor = 1;
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
        }
        weights.centre();
        return weights;
    }

    /** Makes the weights of a gram sum up to nothing, which changes no probability: what is left tells for and against. */
    private void centre() {
        for (int from = 0; from < gram.length; from += topics) {
            float sum = 0;
            for (int topic = 0; topic < topics; topic++) {
                sum += gram[from + topic];
            }
            for (int topic = 0; topic < topics; topic++) {
                gram[from + topic] -= sum / topics;
            }
        }
    }

    /** @param factor over all weights */
    float[] scores(Vector mail, float[] rarities, float factor) {
        float[] scores = new float[topics];
        float[] all = gram;
        for (int i = 0; i < mail.size(); i++) {
            int from = mail.features()[i] * topics;
            float value = mail.value(i, rarities);
            for (int topic = 0; topic < scores.length; topic++) {
                scores[topic] += value * all[from + topic];
            }
        }
        for (int topic = 0; topic < topics; topic++) {
            scores[topic] = scores[topic] * factor + bias[topic];
        }
        return scores;
    }

    /** @param sharpness 1 takes the scores as they are, less brings all topics closer together */
    static float[] probabilities(float[] scores, float sharpness) {
        float most = Float.NEGATIVE_INFINITY;
        for (float score : scores) {
            most = Math.max(most, score);
        }
        float[] probabilities = new float[scores.length];
        double sum = 0;
        for (int topic = 0; topic < scores.length; topic++) {
            probabilities[topic] = (float) Math.exp((scores[topic] - most) * sharpness);
            sum += probabilities[topic];
        }
        for (int topic = 0; topic < scores.length; topic++) {
            probabilities[topic] /= (float) sum;
        }
        return probabilities;
    }

    /** @return the weights as a file keeps them: an octet each and a step for each gram */
    Weights rounded() {
        float[] rounded = new float[gram.length];
        for (int number = 0; number * topics < gram.length; number++) {
            float step = step(number);
            for (int i = number * topics; i < (number + 1) * topics; i++) {
                rounded[i] = Math.round(gram[i] / step) * step;
            }
        }
        return new Weights(topics, rounded, bias);
    }

    float step(int number) {
        float most = Float.MIN_NORMAL;
        for (int i = number * topics; i < (number + 1) * topics; i++) {
            most = Math.max(most, Math.abs(gram[i]));
        }
        return most / Byte.MAX_VALUE;
    }

    private void move(Vector mail, float[] rarities, float[] wrong, double size, double factor) {
        int[] taught = new int[topics];
        int count = 0;
        for (int topic = 0; topic < topics; topic++) {
            if (Math.abs(wrong[topic]) > LEARNED) {
                taught[count++] = topic;
                bias[topic] -= (float) (size * BIAS_STEP * wrong[topic]);
            }
        }
        float step = (float) (size / factor);
        for (int i = 0; i < mail.size(); i++) {
            int from = mail.features()[i] * topics;
            float value = mail.value(i, rarities) * step;
            for (int t = 0; t < count; t++) {
                gram[from + taught[t]] -= value * wrong[taught[t]];
            }
        }
    }

    private void scale(float factor) {
        for (int i = 0; i < gram.length; i++) {
            gram[i] *= factor;
        }
    }

    private static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }
}
