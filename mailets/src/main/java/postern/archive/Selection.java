package postern.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import postern.desk.TicketId;

/**
 * What is to be erased.
 *
 * @param mails names of mails, whether accepted or sent: see {@link Archived#name}
 * @param tickets whose events go; their mails are named apart
 */
public record Selection(Set<String> mails, Set<TicketId> tickets) {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    public Selection {
        mails = Set.copyOf(mails);
        tickets = Set.copyOf(tickets);
    }

    String json() {
        ObjectNode node = JSON.createObjectNode();
        mails.stream().sorted().forEach(node.putArray("mails")::add);
        tickets.stream().map(TicketId::value).sorted().forEach(node.putArray("tickets")::add);
        return node.toString();
    }

    static Selection read(String json) throws JsonProcessingException {
        JsonNode node = JSON.readTree(json);
        Set<String> mails = new TreeSet<>();
        node.path("mails").forEach(mail -> mails.add(mail.asText()));
        Set<String> tickets = new TreeSet<>();
        node.path("tickets").forEach(ticket -> tickets.add(ticket.asText()));
        return new Selection(mails, tickets.stream().map(TicketId::new).collect(Collectors.toSet()));
    }
}
