package postern.replies;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Stream;
import postern.letter.Correspondent;
import postern.letter.Letter;
import postern.tickets.Ticket;
import postern.triage.Addresses;
import postern.triage.HeaderLines;
import postern.triage.RawMail;

/** An answer made of a template, for a person to look at, change and send. It has no author yet: whoever sends it is. */
public final class Suggestion {
    private Suggestion() {
    }

    /** @return the draft; empty if nobody can be written to */
    public static Optional<byte[]> of(Template template, Letter question, Ticket ticket, FieldValues values, Instant now) {
        return Stream.concat(question.replyTo().stream(), question.from().stream()).filter(one -> Addresses.sendable(one.address())).findFirst()
            .map(reader -> compose(template, question, reader, ticket, values, now));
    }

    private static byte[] compose(Template template, Letter question, Correspondent reader, Ticket ticket, FieldValues values, Instant now) {
        String tag = "[#" + ticket.id() + "]";
        HeaderLines header = new HeaderLines()
            .mailbox("To", reader.name(), reader.address())
            .text("Subject", "Re: " + question.bareSubject().replace(tag, "").strip() + " " + tag)
            .text("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)))
            // Outlook opens what says so as a draft.
            .text("X-Unsent", "1");
        Composer.thread(header, question);
        RawMail saved = RawMail.of(template.mail());
        ByteArrayOutputStream draft = new ByteArrayOutputStream(template.mail().length + 1_000);
        draft.writeBytes(header.block().getBytes(StandardCharsets.US_ASCII));
        saved.fields().stream().filter(field -> field.name().startsWith("content-") || field.name().equals("mime-version"))
            .forEach(field -> draft.write(saved.octets(), field.from(), field.to() - field.from()));
        draft.write(saved.octets(), saved.bodyAt(), saved.octets().length - saved.bodyAt());
        return values.fill(draft.toByteArray());
    }
}
