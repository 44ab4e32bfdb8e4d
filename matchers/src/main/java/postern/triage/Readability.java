package postern.triage;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import postern.desk.Reason;
import postern.letter.Letter;

/** Tells a mail that says little from one that could not be understood, which people have to look at as it came. */
public final class Readability {
    /** Fields of which a mail has at least one below the trace that our edge put on top. RFC 5322 §3.6 asks for two. */
    private static final List<String> FIELDS = List.of("from", "to", "subject", "date", "message-id", "content-type", "mime-version");
    private static final Set<String> HARMLESS = Set.of("message-id-missing", "from-missing");

    private Readability() {
    }

    /** @return why decisions cannot be built on this reading; empty for all mails that people wrote */
    public static Optional<Reason> trouble(Letter letter) {
        if (FIELDS.stream().allMatch(name -> letter.header(name).isEmpty())) {
            return Optional.of(Reason.of("no-header"));
        }
        boolean says = Stream.of(letter.subject(), letter.text(), letter.quoted()).anyMatch(text -> text.codePoints().anyMatch(Character::isLetterOrDigit))
            || !letter.attachments().isEmpty() || letter.bounce().isPresent();
        return says ? Optional.empty() : letter.defects().stream().filter(defect -> !HARMLESS.contains(defect.code())).findFirst()
            .map(defect -> Reason.of("says-nothing", defect.code()));
    }
}
