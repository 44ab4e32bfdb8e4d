package postern.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The envelope of a mail that crossed the wire.
 *
 * @param sender empty for the null sender
 * @param remote the client's IP address; empty for a mail that was sent
 * @param helo as the client named itself; empty for a mail that was sent
 * @param login the agent who submitted it, if any
 * @param trace header lines that the gateway wrote above the mail when it took it over; empty for a mail that was sent
 */
public record Envelope(String sender, List<String> recipients, String remote, String helo, Optional<String> login, String trace) {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    public Envelope {
        recipients = List.copyOf(recipients);
    }

    String json() {
        ObjectNode node = JSON.createObjectNode();
        node.put("sender", sender);
        recipients.forEach(node.putArray("recipients")::add);
        node.put("remote", remote).put("helo", helo);
        login.ifPresent(name -> node.put("login", name));
        return node.put("trace", trace).toString();
    }

    static Envelope read(String json) throws JsonProcessingException {
        JsonNode node = JSON.readTree(json);
        List<String> recipients = new ArrayList<>();
        node.path("recipients").forEach(recipient -> recipients.add(recipient.asText()));
        return new Envelope(node.path("sender").asText(""), recipients, node.path("remote").asText(""), node.path("helo").asText(""),
            Optional.ofNullable(node.path("login").textValue()), node.path("trace").asText(""));
    }

    /** Of a feed's row: the journal's columns, or the spool's JSON. */
    static Envelope of(Feed.Row row) throws JsonProcessingException {
        Feed.Fields fields = row.fields();
        if (fields.text() == null) {
            return new Envelope(or(fields.sender()), or(fields.recipients()).lines().toList(), or(fields.remote()), or(fields.helo()),
                Optional.ofNullable(fields.login()), row.prefix() == null ? "" : new String(row.prefix(), StandardCharsets.UTF_8));
        }
        Envelope sent = read(fields.text());
        return new Envelope(sent.sender(), sent.recipients(), "", "", Optional.empty(), "");
    }

    private static String or(String text) {
        return text == null ? "" : text;
    }
}
