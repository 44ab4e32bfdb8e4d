package postern.desk;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How mail leaves.
 *
 * @param smartHost company mail server, {@code host} or {@code host:port}; empty: by MX
 * @param relayDomains domains of the company that live on its mail server: mail to them is accepted and relayed
 * @param copyTo addresses on the company mail server that get a copy of every customer mail, usually none
 * @param retries waits between attempts; after the last one the mail bounces (RFC 5321 §4.5.4.1 asks for four to five days)
 */
public record Outgoing(Optional<String> smartHost, List<String> relayDomains, List<String> copyTo, List<Duration> retries) {
    public Outgoing {
        relayDomains = List.copyOf(relayDomains);
        copyTo = List.copyOf(copyTo);
        retries = List.copyOf(retries);
    }
}
