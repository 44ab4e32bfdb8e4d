package postern.triage.model;

import java.util.Comparator;

/**
 * A mail or phrase and what it is about.
 *
 * @param topic id of the topic
 */
public record Example(String topic, Wording wording, Source source) {
    static final Comparator<Example> ORDER = Comparator.comparing(Example::topic).thenComparing(example -> example.wording().text())
        .thenComparing(example -> example.wording().subject()).thenComparing(Example::source);

    /** Who says so. */
    public enum Source {
        /** The desk's own file. */
        PHRASE,
        /** A customer's mail, put right by an agent. */
        CORRECTION
    }

    /** Names the wording among those of a model: the same words give the same number. */
    long print() {
        return Grams.mix(Grams.hash(Grams.hash(0, wording.subject() + "\n"), wording.text()));
    }
}
