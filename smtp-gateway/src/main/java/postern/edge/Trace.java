package postern.edge;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Writes our {@code Received} field (RFC 5321 §4.4). The client's name is what it said, the address is what we saw; no name is looked
 * up.
 */
final class Trace {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
        .withZone(ZoneOffset.UTC);
    private static final int HOPS = 100;
    private static final byte[] RECEIVED = "received:".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final String hostname;

    Trace(String hostname) {
        this.hostname = hostname;
    }

    String received(Visit visit, String name, List<String> recipients, Instant at) {
        StringBuilder field = new StringBuilder(256).append("Received: from ").append(visit.helo()).append(" (")
            .append(literal(visit.client())).append(")\r\n\tby ").append(hostname).append(" (Postern) with ").append(protocol(visit));
        visit.tls().ifPresent(tls -> field.append("\r\n\t(").append(tls.version()).append(' ').append(tls.cipher()).append(')'));
        field.append(" id ").append(name);
        // With several recipients the clause would tell each of the others.
        if (recipients.size() == 1) {
            field.append("\r\n\tfor <").append(recipients.getFirst()).append('>');
        }
        return field.append(";\r\n\t").append(DATE.format(at)).append("\r\n").toString();
    }

    /** RFC 3848. */
    private static String protocol(Visit visit) {
        if (!visit.extended()) {
            return "SMTP";
        }
        return "ESMTP" + (visit.tls().isPresent() ? "S" : "") + (visit.login().isPresent() ? "A" : "");
    }

    /** RFC 5321 §4.1.3; a zone such as {@code %eth0} means nothing elsewhere. */
    private static String literal(InetAddress client) {
        String text = client.getHostAddress();
        int zone = text.indexOf('%');
        String plain = zone < 0 ? text : text.substring(0, zone);
        return client instanceof Inet6Address ? "[IPv6:" + plain + "]" : "[" + plain + "]";
    }

    /** RFC 5321 §6.3: whether the mail has passed so many hosts that it must be going round. */
    static boolean loops(byte[] content) {
        int hops = 0;
        int line = 0;
        while (line < content.length && content[line] != '\r') {
            if (startsWithReceived(content, line)) {
                hops++;
            }
            while (line < content.length && content[line] != '\n') {
                line++;
            }
            line++;
        }
        return hops > HOPS;
    }

    private static boolean startsWithReceived(byte[] content, int at) {
        if (content.length - at < RECEIVED.length) {
            return false;
        }
        for (int i = 0; i < RECEIVED.length; i++) {
            if ((content[at + i] | 0x20) != (RECEIVED[i] | 0x20)) {
                return false;
            }
        }
        return true;
    }
}
