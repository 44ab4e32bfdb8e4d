package postern.triage.lastlook;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import postern.desk.AnswerCheck;
import postern.desk.LastLook;
import postern.letter.Letter;

/** The look itself: what a desk objects to in an answer. Made once for a desk; pure, of any number of threads. */
public final class Scrutiny {
    /** Characters of one text that are looked at: more than any person writes in an answer. */
    static final int LOOKED_AT = 50_000;

    private final LastLook policy;
    private final Promises promises;

    public Scrutiny(LastLook policy) {
        this.policy = policy;
        this.promises = new Promises(policy.forbidden());
    }

    /**
     * @param letter the answer as it would leave
     * @param shown the same text in other forms that a reader may see instead, such as its HTML
     * @param customer the last mail of the customer, if it is known
     * @return at most one objection of each check, in their order
     */
    public List<Objection> of(Letter letter, List<String> shown, Optional<Letter> customer) {
        List<Objection> objections = new ArrayList<>();
        String text = normal(letter.text());
        // A subject that repeats the customer's is the customer's.
        String subject = repeats(letter, customer) ? "" : normal(letter.subject());
        ask(AnswerCheck.PLACEHOLDERS, () -> Stream.concat(Stream.of(subject, text), shown.stream().map(Scrutiny::normal))
            .flatMap(one -> Placeholders.in(one).stream()).findFirst().map(found -> Objection.of(AnswerCheck.PLACEHOLDERS, found)), objections);
        ask(AnswerCheck.ATTACHMENT, () -> letter.attachments().isEmpty()
            ? AttachmentWords.in(text).map(found -> Objection.of(AnswerCheck.ATTACHMENT, found)) : Optional.empty(), objections);
        ask(AnswerCheck.LANGUAGE, () -> language(letter, customer), objections);
        ask(AnswerCheck.PROMISES, () -> promises.in(letter.subject() + "\n" + letter.text()), objections);
        return objections;
    }

    /** @param found what was looked up of a mail's {@link Mentions} and belongs to other customers */
    public List<Objection> ofOthers(List<String> found) {
        return found.isEmpty() || !looksAtOthers() ? List.of() : List.of(Objection.of(AnswerCheck.OTHERS, String.join(", ", found)));
    }

    public boolean looksAtOthers() {
        return policy.checks().contains(AnswerCheck.OTHERS);
    }

    private void ask(AnswerCheck check, Supplier<Optional<Objection>> question, List<Objection> objections) {
        if (policy.checks().contains(check)) {
            question.get().ifPresent(objections::add);
        }
    }

    private static Optional<Objection> language(Letter letter, Optional<Letter> customer) {
        Optional<Tongue> theirs = customer.flatMap(Tongue::of);
        Optional<Tongue> ours = theirs.isEmpty() ? Optional.empty() : Tongue.of(letter);
        return ours.isEmpty() || ours.equals(theirs) ? Optional.empty()
            : Optional.of(Objection.of(AnswerCheck.LANGUAGE, theirs.get() == Tongue.ENGLISH ? "en" : "zh"));
    }

    /** Whether the subject of an answer is the customer's own. */
    public static boolean repeats(Letter answer, Optional<Letter> customer) {
        return customer.map(Letter::bareSubject).filter(subject -> !subject.isBlank() && answer.subject().contains(subject)).isPresent();
    }

    static String start(String text) {
        return text.length() > LOOKED_AT ? text.substring(0, LOOKED_AT) : text;
    }

    private static String normal(String text) {
        return Normalizer.normalize(start(text), Normalizer.Form.NFKC);
    }
}
