package postern.edge;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Who speaks to us, as far as a session knows.
 *
 * @param helo as the client named itself
 * @param extended whether it said EHLO
 * @param login the agent's address, once logged in
 */
public record Visit(Door door, InetAddress client, String helo, boolean extended, Optional<Tls> tls, Optional<String> login) {
    /** @param version such as {@code TLSv1.3} */
    public record Tls(String version, String cipher) {
    }

    static Visit at(Door door, InetAddress client) {
        return new Visit(door, client, "", false, Optional.empty(), Optional.empty());
    }

    Visit greeted(String name, boolean ehlo) {
        return new Visit(door, client, name, ehlo, tls, login);
    }

    /** Under TLS everything said before is forgotten (RFC 3207 §4.2). */
    Visit secured(Tls now) {
        return new Visit(door, client, "", false, Optional.of(now), Optional.empty());
    }

    Visit loggedIn(String account) {
        return new Visit(door, client, helo, extended, tls, Optional.of(account));
    }

    boolean hasGreeted() {
        return !helo.isEmpty();
    }
}
