package postern.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import postern.desk.Desk;
import postern.wire.Reply;
import postern.wire.SmtpClient;

/** Where the samples are posted: each goes over a connection of its own to the gateway's edge. */
final class Letterbox {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String DOMAIN = "shop.example";
    private static final Pattern MESSAGE_ID = Pattern.compile("(?im)^message-id:\\s*(<[^<>\\s]+>)\\s*$");

    /**
     * A sample on its way.
     *
     * @param reply of the edge to the end of the data
     * @param messageId its own, if it has a usable one
     */
    record Posted(Sample sample, Reply reply, Optional<String> messageId) {
    }

    private final InetSocketAddress edge;
    private final Desk desk;

    Letterbox(InetSocketAddress edge, Desk desk) {
        this.edge = edge;
        this.desk = desk;
    }

    /** @param words what stands for the placeholders of a sample, such as {@code {ACK-ID}} */
    Posted post(Sample sample, Map<String, String> words) throws IOException {
        byte[] mail = mail(sample, words);
        List<String> recipients = sample.recipients().stream().map(this::address).toList();
        try (SmtpClient client = SmtpClient.connect(edge, "mail.example", TIMEOUT, false)) {
            return new Posted(sample, client.send(sample.sender(), recipients, SmtpClient.stuffed(mail)), messageId(mail));
        }
    }

    /** The bytes stay what they are: Latin-1 maps each octet to one character and back. */
    private byte[] mail(Sample sample, Map<String, String> words) {
        String mail = new String(resource(sample.file()), StandardCharsets.ISO_8859_1).replace("@" + DOMAIN, "@" + desk.domain());
        for (Map.Entry<String, String> word : words.entrySet()) {
            mail = mail.replace(word.getKey(), word.getValue());
        }
        return mail.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] resource(String file) {
        try (InputStream in = Letterbox.class.getResourceAsStream(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The desk's address with this local part; its first one if the desk has none such. */
    private String address(String local) {
        String wanted = local + "@" + desk.domain();
        return desk.addresses().containsKey(wanted) ? wanted : desk.addresses().keySet().iterator().next();
    }

    private static Optional<String> messageId(byte[] mail) {
        Matcher matcher = MESSAGE_ID.matcher(new String(mail, StandardCharsets.ISO_8859_1));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
