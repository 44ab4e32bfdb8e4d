package postern.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import postern.tickets.TicketEvent;

/** Events of a ticket as the archive keeps them: JSON, one a line. */
final class Happening {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private Happening() {
    }

    static byte[] written(List<TicketEvent> events) {
        StringBuilder lines = new StringBuilder();
        for (TicketEvent event : events) {
            ObjectNode node = JSON.createObjectNode();
            node.put("at", event.at().toString()).put("kind", event.kind()).put("mail", event.mail()).put("detail", event.detail());
            lines.append(node).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    static List<TicketEvent> read(InputStream in) throws IOException {
        List<TicketEvent> events = new ArrayList<>();
        for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
            if (!line.isEmpty()) {
                JsonNode node = JSON.readTree(line);
                events.add(new TicketEvent(Instant.parse(node.path("at").asText()), node.path("kind").asText(), node.path("mail").asText(),
                    node.path("detail").asText()));
            }
        }
        return events;
    }
}
