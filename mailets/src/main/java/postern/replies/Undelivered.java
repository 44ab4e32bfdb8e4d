package postern.replies;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail that will not be delivered.
 *
 * @param mail its name in the spool
 * @param recipients those who do not get it
 * @param diagnostic what the next server said, or what hindered us; may be empty
 * @param heading octets of its header, for those who may see them
 */
public record Undelivered(String mail, List<String> recipients, String diagnostic, Instant arrived, Optional<byte[]> heading) {
    private static final Pattern STATUS = Pattern.compile("(?<![\\d.])[45](\\.\\d{1,3}\\.\\d{1,3})(?![.\\d])");

    public Undelivered {
        recipients = List.copyOf(recipients);
    }

    /** RFC 3463: of class 5, since nobody tries again; {@code 5.0.0} if nothing is known. */
    String status() {
        Matcher said = STATUS.matcher(diagnostic);
        return "5" + (said.find() ? said.group(1) : ".0.0");
    }
}
