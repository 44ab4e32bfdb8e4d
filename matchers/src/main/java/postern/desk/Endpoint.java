package postern.desk;

import java.util.Objects;

/**
 * A local address that the gateway listens on.
 *
 * @param host IP address or name; {@code 0.0.0.0} for all
 * @param port 0 lets the system choose a free one
 */
public record Endpoint(String host, int port) {
    public Endpoint {
        Objects.requireNonNull(host);
        if (host.isBlank() || port < 0 || port > 65535) {
            throw new IllegalArgumentException("'" + host + ":" + port + "' is not an address to listen on: write host:port, such as 0.0.0.0:25");
        }
    }

    /** @param text {@code host:port}, or {@code port} alone for all addresses; an IPv6 address stands in brackets */
    public static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "0.0.0.0" : text.substring(0, colon).replaceAll("^\\[|]$", "");
        try {
            return new Endpoint(host, Integer.parseInt(text.substring(colon + 1).strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not an address to listen on: write host:port, such as 0.0.0.0:25", e);
        }
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
