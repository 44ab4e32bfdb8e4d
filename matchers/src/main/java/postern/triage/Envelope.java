package postern.triage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What SMTP said of a mail.
 *
 * @param mail name of the mail in the spool: unique, the same after a crash or requeue
 * @param sender envelope sender, empty string for the null sender
 * @param recipients envelope recipients at arrival, lower case, before any rewriting
 * @param receivedAt when the edge took it; the time that all deadlines count from
 * @param login who was logged in at submission, if anybody
 * @param verified whether the sender's domain is proven (aligned SPF or DKIM) or the sender is logged in
 */
public record Envelope(String mail, String sender, List<String> recipients, Instant receivedAt, Optional<String> login, boolean verified) {
    public Envelope {
        recipients = List.copyOf(recipients);
    }
}
