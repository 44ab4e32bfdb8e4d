package postern.proof;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import postern.desk.TicketId;
import postern.server.ImapDialogue;

/** A customer's mail as an agent finds it, with the ticket that its keywords name. */
record FoundMail(String folder, TicketId ticket, String messageId, String flags) {
    private static final Pattern TICKET = Pattern.compile("ticket-(\\d{3}-\\d{3}-\\d{4})");
    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>@\\s]+@customer.example>");

    static List<FoundMail> in(ImapDialogue agent, List<String> folders) throws IOException {
        List<FoundMail> found = new ArrayList<>();
        for (String folder : folders) {
            agent.ok("SELECT \"" + folder + "\"");
            for (String line : agent.count(folder) == 0 ? List.<String>of()
                : agent.ok("FETCH 1:* (FLAGS BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")) {
                Matcher number = TICKET.matcher(line);
                Matcher id = MESSAGE_ID.matcher(line);
                if (number.find() && id.find()) {
                    found.add(new FoundMail(folder, new TicketId(number.group(1)), id.group(), line));
                }
            }
        }
        return found;
    }
}
