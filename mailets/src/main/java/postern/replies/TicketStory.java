package postern.replies;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.inject.Inject;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.gestures.Conversations;
import postern.letter.Letter;
import postern.tickets.Ticket;
import postern.tickets.Tickets;
import postern.triage.Seal;

/** Finds the ticket that an agent's mail is about, and tells its story in plain words. */
public final class TicketStory {
    private static final int EVENTS = 60;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Tickets tickets;
    private final Conversations conversations;
    private final Seal seal;

    @Inject
    public TicketStory(Tickets tickets, Conversations conversations, Seal seal) {
        this.tickets = tickets;
        this.conversations = conversations;
        this.seal = seal;
    }

    /** By what the mail answers, nearest first; else by the number in its subject. Whether the agent may see the ticket is the caller's question. */
    public Optional<TicketId> about(Letter letter) {
        Stream<TicketId> answered = letter.references().stream().flatMap(id -> seal.open(id).or(() -> conversations.byMessageId(id)).stream());
        return Stream.concat(answered, TicketId.find(letter.subject()).stream()).filter(id -> tickets.find(id).isPresent()).findFirst();
    }

    /** For the desk's own people. */
    public String of(TicketId id, Desk desk) {
        Ticket ticket = tickets.find(id).orElseThrow();
        ZoneId zone = desk.calendarOf(ticket.team().map(desk.teams()::get).orElse(desk.catchAllTeam())).zone();
        String head = "%s · %s · %s · %s · %s".formatted(id, ticket.team().orElse("-"), ticket.agent().orElse("-"), ticket.state(),
            ticket.priority().map(Enum::name).orElse("-")) + ticket.deadline().map(due -> " · " + TIME.format(due.atZone(zone))).orElse("");
        return "工单经过 / What happened to the ticket\n" + head + "\n\n" + tickets.events(id, EVENTS).stream()
            .map(event -> TIME.format(event.at().atZone(zone)) + "  " + event.kind() + "  " + event.detail()).collect(Collectors.joining("\n")) + "\n";
    }
}
