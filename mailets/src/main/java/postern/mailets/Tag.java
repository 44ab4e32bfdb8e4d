package postern.mailets;

import javax.inject.Inject;
import javax.inject.Provider;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.desk.Desk;
import postern.matchers.Dockets;
import postern.tickets.Placed;
import postern.tickets.Placements;
import postern.tickets.Tickets;
import postern.triage.Docket;
import postern.triage.Seal;

/** Finds the ticket that the mail belongs to, or opens one. */
public class Tag extends GenericMailet {
    private final Tickets tickets;
    private final Seal seal;
    private final Provider<Desk> desk;

    @Inject
    public Tag(Tickets tickets, Seal seal, Provider<Desk> desk) {
        this.tickets = tickets;
        this.seal = seal;
        this.desk = desk;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        Docket docket = Dockets.of(mail);
        Placed placed = tickets.place(Placements.of(docket, Carried.raw(mail), seal, desk.get()));
        placed.match().map(docket::with).ifPresent(tagged -> Dockets.put(mail, tagged));
        placed.ticket().ifPresent(ticket -> Carried.ticket(mail, ticket));
    }
}
