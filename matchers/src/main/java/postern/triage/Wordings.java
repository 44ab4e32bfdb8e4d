package postern.triage;

import java.util.ArrayList;
import java.util.List;
import postern.desk.Desk;
import postern.letter.Letter;
import postern.triage.model.Example;
import postern.triage.model.Wording;

/** Mails and phrases in the form in which the classifier learns and judges: folded as the words of rules are. */
public final class Wordings {
    private Wordings() {
    }

    /** Of a mail: subject without reply marks, and new text. */
    public static Wording of(Letter letter) {
        return of(Folded.of(letter));
    }

    static Wording of(Folded mail) {
        return new Wording(mail.subject(), mail.text());
    }

    public static Wording of(String subject, String text) {
        return new Wording(Folding.fold(subject), Folding.fold(text));
    }

    /** The example phrases of the desk's topics. */
    public static List<Example> phrases(Desk desk) {
        List<Example> examples = new ArrayList<>();
        desk.topics().values().forEach(topic -> topic.examples()
            .forEach(phrase -> examples.add(new Example(topic.id(), of("", phrase), Example.Source.PHRASE))));
        return examples;
    }
}
