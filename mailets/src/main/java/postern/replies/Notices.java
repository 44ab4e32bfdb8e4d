package postern.replies;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Optional;
import postern.desk.Desk;
import postern.triage.HeaderLines;

/** Writes the gateway's short notices to agents, in Chinese and English. They leave with an empty envelope sender. */
public final class Notices {
    private Notices() {
    }

    /**
     * @param name of the notice, unique
     * @param to login of an agent
     * @param text lines end as they like
     * @return whole message, lines ended by CR LF
     */
    public static byte[] compose(String name, String to, String subject, String text, Desk desk, Instant now) {
        return compose(name, to, new Subject(subject, Optional.empty(), Optional.empty()), text, desk, now);
    }

    /**
     * What a notice is about.
     *
     * @param mail Message-ID of the mail that a reply to the notice is about, with angle brackets
     * @param replyTo where a reply goes, if to anybody
     */
    public record Subject(String line, Optional<String> mail, Optional<String> replyTo) {
    }

    /** {@link #compose} of a notice that can be replied to. */
    public static byte[] compose(String name, String to, Subject subject, String text, Desk desk, Instant now) {
        String lines = text.replaceAll("\\R", "\r\n").strip() + "\r\n";
        HeaderLines header = new HeaderLines();
        subject.mail().ifPresent(id -> header.text("References", id));
        subject.replyTo().ifPresent(address -> header.text("Reply-To", "<" + address + ">"));
        return (header
            .mailbox("From", "Postern", "postmaster@" + desk.domain())
            .text("To", "<" + to + ">")
            .text("Subject", subject.line())
            .text("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)))
            .text("Message-ID", "<notice." + name + "@" + desk.hostname() + ">")
            // RFC 3834 §5: nobody asked for it, and nothing answers it.
            .text("Auto-Submitted", "auto-generated")
            .text("MIME-Version", "1.0")
            .text("Content-Type", "text/plain; charset=UTF-8")
            .text("Content-Transfer-Encoding", "base64").block() + "\r\n"
            + Base64.getMimeEncoder(76, new byte[] {'\r', '\n'}).encodeToString(lines.getBytes(StandardCharsets.UTF_8)) + "\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    }
}
