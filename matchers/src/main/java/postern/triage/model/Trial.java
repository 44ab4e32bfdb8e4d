package postern.triage.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How well the classifier would do on mails whose topics are known: they are dealt into parts, each part is asked of a model made
 * from the others. Threshold and all else come from those others; a model never sees what it is asked.
 *
 * @param known examples to make a model from
 * @param asked examples to ask it about
 */
public record Trial(List<Example> known, List<Example> asked) {
    public Trial {
        known = List.copyOf(known);
        asked = List.copyOf(asked);
    }

    /**
     * Deals by the mails' own words, so that the parts are the same wherever the mails come from; each topic is in all parts.
     *
     * @param ofTopic examples that a model gets of each topic at most
     */
    public static List<Trial> of(List<Example> mails, int parts, int ofTopic) {
        List<Example> dealt = mails.stream().distinct().sorted(Comparator.comparing(Example::topic).thenComparing(Example::print)).toList();
        Map<String, Integer> counts = new HashMap<>();
        int[] part = dealt.stream().mapToInt(mail -> counts.merge(mail.topic(), 1, Integer::sum) % parts).toArray();
        List<Trial> trials = new ArrayList<>();
        for (int held = 0; held < parts; held++) {
            List<Example> known = new ArrayList<>();
            List<Example> asked = new ArrayList<>();
            Map<String, Integer> given = new HashMap<>();
            for (int i = 0; i < part.length; i++) {
                if (part[i] == held) {
                    asked.add(dealt.get(i));
                } else if (given.merge(dealt.get(i).topic(), 1, Integer::sum) <= ofTopic) {
                    known.add(dealt.get(i));
                }
            }
            trials.add(new Trial(known, asked));
        }
        return trials;
    }

    /** @return the same, but the model is not told of a topic */
    public Trial without(String topic) {
        return new Trial(known.stream().filter(mail -> !mail.topic().equals(topic)).toList(), asked);
    }

    /**
     * @param stranger topic that stands for all that the desk knows nothing of; a right answer to it is none
     */
    public Tally tally(Model model, Optional<String> stranger) {
        Tally tally = Tally.NONE;
        for (Example mail : asked) {
            Guess guess = model.bareGuess(mail.wording());
            String given = guess.best().map(Guess.Likely::topic).orElse("");
            boolean refused = !guess.sure() || stranger.filter(given::equals).isPresent();
            boolean right = given.equals(mail.topic());
            tally = tally.plus(stranger.filter(mail.topic()::equals).isPresent() ? new Tally(0, 0, 0, 0, 1, refused ? 1 : 0)
                : new Tally(1, right ? 1 : 0, refused ? 0 : 1, right && !refused ? 1 : 0, 0, 0));
        }
        return tally;
    }

    /**
     * @param asked mails of known topics
     * @param right of them, whose likeliest topic is the right one
     * @param sure of them, whose answer counts
     * @param sureAndRight of them, whose answer counts and is right
     * @param strangers mails about what no topic is for
     * @param refused of those, for which no answer counts
     */
    public record Tally(int asked, int right, int sure, int sureAndRight, int strangers, int refused) {
        public static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

        public Tally plus(Tally other) {
            return new Tally(asked + other.asked, right + other.right, sure + other.sure, sureAndRight + other.sureAndRight,
                strangers + other.strangers, refused + other.refused);
        }

        public double accuracy() {
            return (double) right / asked;
        }

        public double coverage() {
            return (double) sure / asked;
        }

        public double precision() {
            return (double) sureAndRight / Math.max(sure, 1);
        }

        /** Right answers that count, among all: what is left to people is no right answer. */
        public double accuracyOfSure() {
            return (double) sureAndRight / asked;
        }

        public double strangersRefused() {
            return (double) refused / Math.max(strangers, 1);
        }
    }
}
