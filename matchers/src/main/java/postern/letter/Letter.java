package postern.letter;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import postern.desk.Reason;

/**
 * A mail as a person reads it: everything decoded, the new text apart from the quoted one.
 *
 * @param from decoded authors; empty if the header is missing or unreadable
 * @param replyTo decoded Reply-To
 * @param to decoded To
 * @param cc decoded Cc
 * @param subject decoded, on one line
 * @param bareSubject subject without reply and forward marks and list tags, for comparing
 * @param messageId with angle brackets, if there is a usable one
 * @param references all ids of References and In-Reply-To with angle brackets, newest first, no doubles
 * @param date of the Date header; never used for deadlines
 * @param text new text: quotes, signature and hidden text removed, line ends LF
 * @param quoted quoted text
 * @param signature signature, may be empty
 * @param hidden text of the HTML that a reader does not see, may be empty
 * @param language BCP 47: {@code zh-Hans}, {@code zh-Hant}, {@code en} …; {@code und} when unknown
 * @param origin person or machine
 * @param originReasons why
 * @param bounce set if origin is {@link Origin#BOUNCE}
 * @param attachments parts that are not the text
 * @param protections signatures and encryption the mail carries, not checked
 * @param headers decoded values by lower-case name, in order of appearance, within the limits
 * @param defects what was wrong with the mail, and limits that were passed
 */
public record Letter(List<Correspondent> from, List<Correspondent> replyTo, List<Correspondent> to, List<Correspondent> cc, String subject,
                     String bareSubject, Optional<String> messageId, List<String> references, Optional<Instant> date, String text,
                     String quoted, String signature, String hidden, String language, Origin origin, List<Reason> originReasons,
                     Optional<Bounce> bounce, List<Attachment> attachments, Set<Protection> protections,
                     Map<String, List<String>> headers, List<Reason> defects) {
    public Letter {
        from = List.copyOf(from);
        replyTo = List.copyOf(replyTo);
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        references = List.copyOf(references);
        originReasons = List.copyOf(originReasons);
        attachments = List.copyOf(attachments);
        protections = Set.copyOf(protections);
        headers = Map.copyOf(headers);
        defects = List.copyOf(defects);
    }

    /** @return whether somebody has to act on it: a person wrote it, or it says that a mail of ours did not arrive */
    public boolean callsForPeople() {
        return !origin.machine() || origin == Origin.BOUNCE && bounce.filter(Bounce::failed).isPresent();
    }

    /** @return whether a machine wrote it, of a mail that came with a log-in: a person's answer may repeat the subject of a vacation note */
    public boolean automatic() {
        return origin.machine() && (originReasons.isEmpty() || !originReasons.stream().allMatch(reason -> reason.code().equals("auto-reply-subject")));
    }

    public static LetterBuilder builder() {
        return new LetterBuilder();
    }

    /** @return decoded values of a header, in order; empty if there is none */
    public List<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }
}
