package postern.edge;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/** Whom limits count as one client: an IPv4 address, or the /64 of an IPv6 address, which one client has whole. */
record Network(String name) {
    private static final int PREFIX = 8;

    static Network of(InetAddress address) {
        return new Network(address instanceof Inet6Address ? HexFormat.of().formatHex(address.getAddress(), 0, PREFIX) + "/64"
            : address.getHostAddress());
    }
}
