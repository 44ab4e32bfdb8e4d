package postern.letter;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import postern.desk.Reason;

/** A Letter in the making: starts as an empty mail of a person, of unknown language. One thread, one use. */
public final class LetterBuilder {
    private List<Correspondent> from = List.of();
    private List<Correspondent> replyTo = List.of();
    private List<Correspondent> to = List.of();
    private List<Correspondent> cc = List.of();
    private String subject = "";
    private String bareSubject = "";
    private Optional<String> messageId = Optional.empty();
    private List<String> references = List.of();
    private Optional<Instant> date = Optional.empty();
    private String text = "";
    private String quoted = "";
    private String signature = "";
    private String hidden = "";
    private String language = "und";
    private Origin origin = Origin.CUSTOMER;
    private List<Reason> originReasons = List.of();
    private Optional<Bounce> bounce = Optional.empty();
    private List<Attachment> attachments = List.of();
    private Set<Protection> protections = Set.of();
    private Map<String, List<String>> headers = Map.of();
    private List<Reason> defects = List.of();

    LetterBuilder() {
    }

    public LetterBuilder from(Correspondent... value) {
        return from(List.of(value));
    }

    public LetterBuilder from(List<Correspondent> value) {
        from = value;
        return this;
    }

    public LetterBuilder replyTo(List<Correspondent> value) {
        replyTo = value;
        return this;
    }

    public LetterBuilder to(List<Correspondent> value) {
        to = value;
        return this;
    }

    public LetterBuilder cc(List<Correspondent> value) {
        cc = value;
        return this;
    }

    /** Sets the bare subject with it. */
    public LetterBuilder subject(String value) {
        subject = value;
        bareSubject = Subjects.bare(value);
        return this;
    }

    public LetterBuilder messageId(String value) {
        return messageId(Optional.of(value));
    }

    public LetterBuilder messageId(Optional<String> value) {
        messageId = value;
        return this;
    }

    public LetterBuilder references(List<String> newestFirst) {
        references = newestFirst;
        return this;
    }

    public LetterBuilder date(Optional<Instant> value) {
        date = value;
        return this;
    }

    public LetterBuilder text(String value) {
        text = value;
        return this;
    }

    public LetterBuilder quoted(String value) {
        quoted = value;
        return this;
    }

    public LetterBuilder signature(String value) {
        signature = value;
        return this;
    }

    public LetterBuilder hidden(String value) {
        hidden = value;
        return this;
    }

    public LetterBuilder language(String value) {
        language = value;
        return this;
    }

    public LetterBuilder origin(Origin value, List<Reason> reasons) {
        origin = value;
        originReasons = reasons;
        return this;
    }

    public LetterBuilder bounce(Optional<Bounce> value) {
        bounce = value;
        return this;
    }

    public LetterBuilder attachments(List<Attachment> value) {
        attachments = value;
        return this;
    }

    public LetterBuilder protections(Set<Protection> value) {
        protections = value;
        return this;
    }

    public LetterBuilder headers(Map<String, List<String>> value) {
        headers = value;
        return this;
    }

    public LetterBuilder defects(List<Reason> value) {
        defects = value;
        return this;
    }

    public Letter build() {
        return new Letter(from, replyTo, to, cc, subject, bareSubject, messageId, references, date, text, quoted, signature, hidden,
                language, origin, originReasons, bounce, attachments, protections, headers, defects);
    }
}
