package postern.letter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads mails. Thread-safe; keeps nothing between two mails. */
public final class LetterReader {
    private static final int LINE_SAMPLE = 16_384;
    private final ReadLimits limits;

    public LetterReader(ReadLimits limits) {
        this.limits = Objects.requireNonNull(limits);
    }

    public LetterReader() {
        this(ReadLimits.DEFAULT);
    }

    /**
     * Reads a mail as it came. Any octets give a Letter; what was wrong with them is in its defects.
     *
     * @param mail header and body, not changed
     */
    public Letter read(byte[] mail) {
        Defects defects = new Defects();
        Part root = MimeWalk.walk(withLineFeeds(mail, defects), limits, defects);
        HeaderBlock header = root.header();
        Contents contents = Contents.of(root, limits, defects);
        String subject = subject(header);
        List<Correspondent> from = Addresses.parse(header.raw("from"));
        boolean answer = (header.has("in-reply-to") || header.has("references")) && !Subjects.isForward(subject);
        Quotes quotes = Quotes.of(contents.text.toString(), answer);
        Origins.Verdict origin = Origins.of(root, contents, subject, from);
        Optional<Bounce> bounce = origin.origin() == Origin.BOUNCE ? Optional.of(Bounces.read(root, contents)) : Optional.empty();
        notice(header, defects);
        return Letter.builder()
            .from(from)
            .replyTo(Addresses.parse(header.raw("reply-to")))
            .to(Addresses.parse(all(header, "to")))
            .cc(Addresses.parse(all(header, "cc")))
            .subject(subject)
            .messageId(Ids.all(header.raw("message-id")).stream().findFirst())
            .references(Ids.newestFirst(header.raw("references"), header.raw("in-reply-to")))
            .date(Dates.parse(header.raw("date")))
            .text(quotes.text()).quoted(joined(quotes.quoted(), contents.nested.toString())).signature(quotes.signature())
            .hidden(contents.hidden.toString())
            .language(Languages.of(quotes.text(), subject, quotes.quoted()))
            .origin(origin.origin(), origin.reasons()).bounce(bounce)
            .attachments(contents.attachments).protections(contents.protections)
            .headers(headers(header))
            .defects(defects.list())
            .build();
    }

    /**
     * Reads what a mail says, for those who look for words: nothing is told apart, neither quoted text and signature nor language and
     * origin, which is much of the work of {@link #read}.
     */
    public Letter readWords(byte[] mail) {
        Defects defects = new Defects();
        Part root = MimeWalk.walk(withLineFeeds(mail, defects), limits, defects);
        HeaderBlock header = root.header();
        Contents contents = Contents.of(root, limits, defects);
        return Letter.builder()
            .from(Addresses.parse(header.raw("from")))
            .to(Addresses.parse(all(header, "to")))
            .cc(Addresses.parse(all(header, "cc")))
            .subject(subject(header))
            .text(contents.text.toString().strip()).quoted(contents.nested.toString().strip())
            .hidden(contents.hidden.toString())
            .attachments(contents.attachments)
            .headers(headers(header))
            .build();
    }

    /** Very old programs end their lines with CR alone. */
    private static byte[] withLineFeeds(byte[] mail, Defects defects) {
        boolean returns = false;
        for (int i = 0; i < Math.min(mail.length, LINE_SAMPLE); i++) {
            if (mail[i] == '\n') {
                return mail;
            }
            returns |= mail[i] == '\r';
        }
        if (!returns) {
            return mail;
        }
        defects.add("lines-end-in-cr");
        byte[] changed = mail.clone();
        for (int i = 0; i < changed.length; i++) {
            changed[i] = changed[i] == '\r' ? (byte) '\n' : changed[i];
        }
        return changed;
    }

    private static String subject(HeaderBlock header) {
        return Addresses.withoutControls(header.first("subject").orElse("")).strip();
    }

    private static String all(HeaderBlock header, String name) {
        StringBuilder all = new StringBuilder();
        for (Field field : header.fields()) {
            if (field.name().equals(name)) {
                all.append(all.isEmpty() ? "" : ", ").append(field.raw());
            }
        }
        return all.toString();
    }

    private static String joined(String quoted, String nested) {
        return quoted.isEmpty() ? nested.strip() : nested.isBlank() ? quoted : quoted + "\n\n" + nested.strip();
    }

    private static Map<String, List<String>> headers(HeaderBlock header) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Field field : header.fields()) {
            values.computeIfAbsent(field.name(), name -> new ArrayList<>(1)).add(field.decoded());
        }
        return values;
    }

    private static void notice(HeaderBlock header, Defects defects) {
        if (!header.has("from")) {
            defects.add("from-missing");
        }
        if (!header.has("message-id")) {
            defects.add("message-id-missing");
        }
    }
}
