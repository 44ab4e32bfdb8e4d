package postern.mailets;

import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.matchers.Dockets;
import postern.tickets.Placed;
import postern.tickets.Placement;
import postern.tickets.Placements;
import postern.tickets.Tickets;
import postern.triage.CurrentTriage;
import postern.triage.Docket;
import postern.triage.RawMail;
import postern.triage.Seal;

/** Finds the ticket that the mail belongs to, or opens one. */
public class Tag extends GenericMailet {
    private final Tickets tickets;
    private final Seal seal;
    private final CurrentTriage triage;
    private final Room room;

    @Inject
    public Tag(Tickets tickets, Seal seal, CurrentTriage triage, Room room) {
        this.tickets = tickets;
        this.seal = seal;
        this.triage = triage;
        this.room = room;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        Docket docket = Dockets.of(mail);
        Placement placement = room.read(mail, octets -> Placements.of(docket, RawMail.of(octets), seal, triage.get()));
        Placed placed = tickets.place(placement);
        placed.match().map(docket::with).ifPresent(tagged -> Dockets.put(mail, tagged));
        placed.ticket().ifPresent(ticket -> Carried.ticket(mail, ticket));
    }
}
