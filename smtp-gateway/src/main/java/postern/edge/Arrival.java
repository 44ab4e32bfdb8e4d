package postern.edge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A mail as it crossed the wire.
 *
 * @param name unique name of the mail, given by the edge, also told to the client in the 250
 * @param sender envelope sender, empty for the null sender
 * @param recipients checked envelope recipients, at least one
 * @param trace our own {@code Received} header (and other trace headers), ended by CR LF; stands above the content
 * @param content octets after dot-unstuffing, unchanged
 * @param remoteAddress client's IP address
 * @param helo as the client named itself
 * @param login the agent who logged in, if any
 * @param verified whether the sender's domain is proven
 */
public record Arrival(String name, String sender, List<String> recipients, String trace, byte[] content, Instant receivedAt,
                      String remoteAddress, String helo, Optional<String> login, boolean verified) {
    public Arrival {
        recipients = List.copyOf(recipients);
    }

    /** The same mail with other octets. */
    public Arrival with(byte[] other) {
        return new Arrival(name, sender, recipients, trace, other, receivedAt, remoteAddress, helo, login, verified);
    }
}
