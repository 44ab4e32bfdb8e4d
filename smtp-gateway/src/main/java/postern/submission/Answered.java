package postern.submission;

import java.util.Optional;
import javax.inject.Inject;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.edge.Arrival;
import postern.gestures.Conversations;
import postern.letter.Letter;
import postern.mailbox.CustomersWords;
import postern.store.Store;
import postern.tickets.Placements;
import postern.tickets.Ticket;
import postern.tickets.Tickets;
import postern.triage.Docket;
import postern.triage.Envelope;
import postern.triage.Seal;

/** What a submitted mail answers. Only reads. */
record Answered(Store store, Tickets tickets, Conversations conversations, CustomersWords words, Seal seal) {
    @Inject
    Answered {
    }

    /** @return the ticket as it stands; empty for a mail that answers none */
    Optional<Ticket> ticket(Arrival arrival, Letter letter, Desk desk) {
        Envelope envelope = new Envelope(arrival.name(), arrival.sender(), arrival.recipients(), arrival.receivedAt(), arrival.login(), true);
        return Placements.ofAnswer(Docket.of(envelope).with(letter), seal, desk).flatMap(answer -> store.read(tickets.answered(answer))).flatMap(tickets::find);
    }

    boolean mayAnswer(Agent agent, Ticket ticket, Desk desk) {
        return conversations.mayAnswer(agent.login(), ticket, desk);
    }

    /** @return the beginning of what the customer wrote last */
    Optional<byte[]> lastMail(TicketId ticket) {
        return words.last(ticket);
    }
}
