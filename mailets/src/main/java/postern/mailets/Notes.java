package postern.mailets;

import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.gestures.Acts;
import postern.gestures.Standing;
import postern.letter.Correspondent;
import postern.letter.Letter;
import postern.tickets.Folders;
import postern.tickets.Tickets;
import postern.triage.Docket;
import postern.triage.HeaderLines;

/** Notes of people who are no agents, beside the mails of a ticket, which is in sight then. They change nothing else about it. */
final class Notes {
    private static final String NOTE = "note";

    private final Acts acts;
    private final Tickets tickets;
    private final Folders folders;
    private final Provider<Desk> desk;

    @Inject
    Notes(Acts acts, Tickets tickets, Folders folders, Provider<Desk> desk) {
        this.acts = acts;
        this.tickets = tickets;
        this.folders = folders;
        this.desk = desk;
    }

    /** @return whether there is such a ticket */
    boolean lay(Mail mail, Docket docket, TicketId asked) throws MessagingException {
        TicketId ticket = tickets.survivor(asked);
        Optional<Standing> standing = acts.standing(ticket);
        if (standing.isEmpty()) {
            return false;
        }
        String author = docket.letter().flatMap(letter -> letter.from().stream().findFirst()).map(Correspondent::address).orElse(docket.envelope().sender());
        String header = new HeaderLines().text("X-Postern-Ticket", ticket.value()).text("X-Postern-Match", NOTE).block();
        // Nobody has read it yet, unlike what the desk itself wrote.
        folders.file(new Folders.Filing(mail, standing.get().folder(desk.get()), header, standing.get().keywords(List.of(ticket.keyword(), NOTE)),
            docket.envelope().receivedAt(), Optional.of(new Folders.Belonging(ticket, docket.letter().flatMap(Letter::messageId), false))));
        acts.heard(mail.getName(), ticket, author, docket.envelope().receivedAt());
        return true;
    }
}
