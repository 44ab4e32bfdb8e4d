package postern.mailets;

import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.mail.MessagingException;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.desk.ServiceAddress;
import postern.desk.TicketId;
import postern.gestures.Acts;
import postern.gestures.Conversations;
import postern.gestures.Standing;
import postern.letter.Letter;
import postern.replies.Answers;
import postern.tickets.Folders;
import postern.tickets.Ticket;
import postern.triage.Addresses;
import postern.triage.Docket;
import postern.triage.HeaderLines;
import postern.triage.RawMail;

/** Lets an agent's mail leave as the desk's answer, and lays it beside the question for the whole team. */
final class Dispatch {
    /** Keyword of a mail that the desk sent. */
    private static final String ANSWER = "answer";

    private final Answers answers;
    private final Folders folders;
    private final Conversations conversations;
    private final Acts acts;
    private final Provider<Desk> desk;
    private final Room room;

    @Inject
    Dispatch(Answers answers, Folders folders, Conversations conversations, Acts acts, Provider<Desk> desk, Room room) {
        this.answers = answers;
        this.folders = folders;
        this.conversations = conversations;
        this.acts = acts;
        this.desk = desk;
        this.room = room;
    }

    boolean allows(Agent agent, Ticket ticket) {
        return conversations.mayAnswer(agent.login(), ticket, desk.get());
    }

    /** @param ticket that the mail answers, as it stands now */
    void send(Mail mail, Docket docket, Agent agent, Ticket ticket) throws MessagingException {
        Desk now = desk.get();
        Letter letter = docket.letter().orElseThrow();
        Optional<ServiceAddress> service = service(letter, ticket, now);
        if (service.isPresent()) {
            Answers.Signature signature = new Answers.Signature(agent, service.get(), ticket.language());
            byte[] answer = room.read(mail, octets -> answers.answer(RawMail.of(octets), docket.envelope(), ticket.id(), signature, now));
            new RawMessage(mail.getName(), answer).replaceIn(mail);
            from(mail, service.get().address());
        }
        Standing standing = Standing.of(ticket, now);
        folders.file(new Folders.Filing(mail, standing.folder(now), header(ticket.id(), agent), standing.keywords(List.of(ticket.id().keyword(), ANSWER)),
            docket.envelope().receivedAt(), Optional.of(new Folders.Belonging(ticket.id(), letter.messageId(), true))));
        acts.answered(ticket.id(), letter.references(), agent, docket.envelope().receivedAt());
    }

    /** The address that the agent wrote as, if it is one; else the one that the customer wrote to; else one of the team's, or any. */
    private Optional<ServiceAddress> service(Letter letter, Ticket ticket, Desk now) {
        return letter.from().stream().flatMap(from -> Addresses.served(now, from.address()).stream()).findFirst()
            .or(() -> conversations.deliveredTo(ticket.id()).flatMap(address -> Addresses.served(now, address)))
            .or(() -> now.addresses().values().stream().filter(one -> one.team().equals(ticket.team()) && ticket.team().isPresent()).findFirst())
            .or(() -> now.addresses().values().stream().findFirst());
    }

    private static String header(TicketId ticket, Agent agent) {
        return new HeaderLines().text("X-Postern-Ticket", ticket.value()).text("X-Postern-Match", ANSWER).text("X-Postern-Agent", agent.id()).block();
    }

    /** A bounce comes to the desk and not to the agent's own inbox. */
    private static void from(Mail mail, String service) throws AddressException {
        if (mail instanceof MailImpl known) {
            known.setSender(new MailAddress(service));
        }
    }
}
