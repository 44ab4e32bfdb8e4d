package postern.edge;

import java.util.List;
import java.util.Optional;

/**
 * A question about a mail under way. The edge's own questions (pace, recipients, senders) are policies too; the authentication of
 * mail and TLS per partner come in by the same road. Called by session threads, many at once; a policy that throws makes a 451.
 * The first refusal counts.
 */
public interface Policy {
    /** Asked at MAIL. @param sender empty for the null sender */
    default Optional<Refusal> mail(Visit visit, String sender) {
        return Optional.empty();
    }

    /** Asked at each RCPT. */
    default Optional<Refusal> recipient(Visit visit, String sender, String recipient) {
        return Optional.empty();
    }

    /** Asked once at the end of DATA, before the intake. The content must not be changed. */
    default Opinion content(Visit visit, String sender, List<String> recipients, byte[] content) {
        return Opinion.NONE;
    }

    /**
     * What a policy thinks of a whole mail.
     *
     * @param verified whether it proved the sender's domain
     * @param trace header fields to stand above our {@code Received}, each ended by CR LF, such as Authentication-Results
     */
    record Opinion(Optional<Refusal> refusal, boolean verified, String trace) {
        public static final Opinion NONE = new Opinion(Optional.empty(), false, "");

        public static Opinion refuse(Refusal refusal) {
            return new Opinion(Optional.of(refusal), false, "");
        }
    }
}
