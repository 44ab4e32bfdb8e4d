package postern.triage.model;

import java.util.List;
import java.util.Optional;

/**
 * What a model makes of a mail.
 *
 * @param ranked the likeliest topics, likeliest first
 * @param sure whether the first one counts
 * @param signs grams of the mail that spoke most for the first topic, as people read them; empty unless it counts
 */
public record Guess(List<Likely> ranked, boolean sure, List<String> signs) {
    public Guess {
        ranked = List.copyOf(ranked);
        signs = List.copyOf(signs);
    }

    /** @param probability calibrated: of the mails with 0.8, four of five are of this topic */
    public record Likely(String topic, double probability) {
    }

    public Optional<Likely> best() {
        return ranked.stream().findFirst();
    }
}
