package postern.replies;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.inject.Inject;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.gestures.Conversations;
import postern.gestures.Noticing;
import postern.letter.Letter;
import postern.tickets.Ticket;
import postern.tickets.Tickets;
import postern.triage.Addresses;
import postern.triage.Seal;

/** Finds the ticket that an agent's mail is about, and tells its story in plain words. */
public final class TicketStory implements Noticing.Story {
    private static final int EVENTS = 60;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private static final Pattern AROUND = Pattern.compile("[\\[\\]#\\s]+");

    private final Tickets tickets;
    private final Conversations conversations;
    private final Seal seal;

    @Inject
    public TicketStory(Tickets tickets, Conversations conversations, Seal seal) {
        this.tickets = tickets;
        this.conversations = conversations;
        this.seal = seal;
    }

    /**
     * By what the mail answers, nearest first. Without that by the number in its subject, if the agent wrote nothing else there or
     * writes to the ticket's customer: a subject that is only repeated is the customer's word. Empty if the answered mail's id stands
     * for two tickets. Whether the agent may see the ticket is the caller's question.
     */
    public Optional<TicketId> about(Letter letter) {
        for (String reference : letter.references()) {
            List<TicketId> answered = seal.open(reference).map(List::of).orElseGet(() -> conversations.byMessageId(reference)).stream()
                .filter(id -> tickets.find(id).isPresent()).map(tickets::survivor).distinct().toList();
            if (!answered.isEmpty()) {
                return answered.size() == 1 ? Optional.of(answered.getFirst()) : Optional.empty();
            }
        }
        return letter.references().isEmpty() ? TicketId.find(letter.subject()).stream().filter(id -> names(letter, id)).findFirst().map(tickets::survivor) : Optional.empty();
    }

    private boolean names(Letter letter, TicketId id) {
        boolean alone = AROUND.matcher(letter.subject()).replaceAll("").equals(id.value());
        return tickets.find(id).filter(ticket -> alone || Stream.of(letter.to(), letter.cc()).flatMap(List::stream)
            .anyMatch(reader -> Addresses.canonical(reader.address()).equals(ticket.customer()))).isPresent();
    }

    @Override
    public String of(TicketId id, Desk desk) {
        Ticket ticket = tickets.find(id).orElseThrow();
        ZoneId zone = desk.calendarOf(ticket.team().map(desk.teams()::get).orElse(desk.catchAllTeam())).zone();
        String head = "%s · %s · %s · %s · %s".formatted(id, ticket.team().orElse("-"), ticket.agent().orElse("-"), ticket.state(),
            ticket.priority().map(Enum::name).orElse("-")) + ticket.deadline().map(due -> " · " + TIME.format(due.atZone(zone))).orElse("");
        return "工单经过 / What happened to the ticket\n" + head + "\n\n" + tickets.events(id, EVENTS).stream()
            .map(event -> TIME.format(event.at().atZone(zone)) + "  " + event.kind() + "  " + event.detail()).collect(Collectors.joining("\n")) + "\n";
    }
}
