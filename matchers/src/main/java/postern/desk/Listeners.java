package postern.desk;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the gateway listens and the certificate it shows there. A change needs a restart.
 *
 * @param smtp mail from outside (RFC 5321)
 * @param submission mail of agents, STARTTLS (RFC 6409)
 * @param submissions mail of agents, TLS from the first octet (RFC 8314)
 * @param imap STARTTLS (RFC 9051)
 * @param imaps TLS from the first octet (RFC 8314)
 * @param http health and metrics; keep it on loopback, it asks for no password
 * @param certificate PEM chain; empty: a self-signed one made at first use
 * @param key PEM private key of the certificate, PKCS#8
 */
public record Listeners(Endpoint smtp, Endpoint submission, Endpoint submissions, Endpoint imap, Endpoint imaps, Endpoint http,
                        Optional<Path> certificate, Optional<Path> key) {
    public Listeners {
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("a certificate and its key come together: write both or none");
        }
    }

    /** The standard ports on all addresses, HTTP on loopback. */
    public static Listeners standard() {
        return on("0.0.0.0", 25, 587, 465, 143, 993, 8025);
    }

    /** Free ports on loopback. */
    public static Listeners anyLoopback() {
        return on("127.0.0.1", 0, 0, 0, 0, 0, 0);
    }

    private static Listeners on(String host, int smtp, int submission, int submissions, int imap, int imaps, int http) {
        return new Listeners(new Endpoint(host, smtp), new Endpoint(host, submission), new Endpoint(host, submissions),
            new Endpoint(host, imap), new Endpoint(host, imaps), new Endpoint("127.0.0.1", http), Optional.empty(), Optional.empty());
    }
}
