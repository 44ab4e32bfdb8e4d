package postern.desk;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How mail leaves.
 *
 * @param smartHost company mail server, {@code host} or {@code host:port}; empty: by MX
 * @param connections at once to the smart host
 * @param relayDomains domains of the company that live on its mail server: mail to them is accepted and relayed
 * @param copyTo addresses on the company mail server that get a copy of every customer mail, usually none
 * @param retries waits between attempts; after the last one the mail bounces (RFC 5321 §4.5.4.1 asks for four to five days)
 */
public record Outgoing(Optional<String> smartHost, int connections, List<String> relayDomains, List<String> copyTo, List<Duration> retries) {
    /** @throws IllegalArgumentException if there is to be no connection */
    public Outgoing {
        if (connections < 1) {
            throw new IllegalArgumentException("at least one connection");
        }
        relayDomains = List.copyOf(relayDomains);
        copyTo = List.copyOf(copyTo);
        retries = List.copyOf(retries);
    }

    /** @return mails that may leave at once; by MX they go to many servers, of which one may be slow, and are not counted */
    public int atOnce() {
        return smartHost.isPresent() ? connections : Integer.MAX_VALUE;
    }
}
