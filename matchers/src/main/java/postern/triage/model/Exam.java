package postern.triage.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What cross validation said of a model: each example was answered by a model that had not seen it.
 *
 * @param answers in the order of the examples
 * @param sharpness by which scores become honest probabilities: of the answers given with 0.8, four of five are right
 * @param threshold from which on an answer counts: there the stated precision is reached; where the examples are too few to show it,
 *                  the probability itself must be as high
 */
record Exam(List<Answer> answers, float sharpness, float threshold) {
    Exam {
        answers = List.copyOf(answers);
    }

    /** Less likely answers never count, however good the examples are answered: real mails are about other things too. */
    private static final float LEAST = 1 / 3f;

    /** @param precision part of right answers among those that count */
    static Exam of(List<Answer> answers, float sharpness, double precision) {
        return new Exam(answers, sharpness, threshold(answers, precision));
    }

    double accuracy() {
        return part(answers.stream().filter(Answer::right).count(), answers.size());
    }

    /** @return part of the examples whose answer counts */
    double coverage() {
        return part(sure().size(), answers.size());
    }

    /** @return part of right answers among those that count */
    double precision() {
        return part(sure().stream().filter(Answer::right).count(), sure().size());
    }

    /** @return how often examples of a topic (row) got an answer (column) */
    int[][] confusion(int topics) {
        int[][] table = new int[topics][topics];
        answers.forEach(answer -> table[answer.topic()][answer.given()]++);
        return table;
    }

    private List<Answer> sure() {
        return answers.stream().filter(answer -> answer.sureness() >= threshold).toList();
    }

    /** One mistake more than was seen is reckoned with, so that few examples make no sure model. */
    private static float threshold(List<Answer> answers, double precision) {
        List<Answer> surest = new ArrayList<>(answers);
        surest.sort(Comparator.comparingDouble(Answer::sureness).reversed());
        float threshold = (float) precision;
        int right = 0;
        for (int i = 0; i < surest.size(); i++) {
            right += surest.get(i).right() ? 1 : 0;
            boolean lastOfEquals = i + 1 == surest.size() || surest.get(i + 1).sureness() < surest.get(i).sureness();
            if (lastOfEquals && right >= precision * (i + 2)) {
                threshold = Math.clamp(surest.get(i).sureness(), LEAST, (float) precision);
            }
        }
        return threshold;
    }

    private static double part(long some, long all) {
        return all == 0 ? 0 : (double) some / all;
    }
}
