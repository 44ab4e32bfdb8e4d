package postern.mailets;

import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.gestures.HeldAnswers;
import postern.letter.LetterReader;
import postern.matchers.Dockets;
import postern.tickets.Placements;
import postern.tickets.Ticket;
import postern.tickets.Tickets;
import postern.triage.Docket;
import postern.triage.Seal;

/**
 * Stops the clock of the ticket that an agent's mail answers, and lets the mail leave as the desk's. What answers no ticket, or
 * one that is none of its writer's, goes its way unchanged.
 */
public class Answer extends GenericMailet {
    private final LetterReader reader;
    private final Tickets tickets;
    private final Seal seal;
    private final Provider<Desk> desk;
    private final Room room;
    private final Dispatch dispatch;

    @Inject
    public Answer(LetterReader reader, Tickets tickets, Seal seal, Provider<Desk> desk, Room room, Dispatch dispatch) {
        this.reader = reader;
        this.tickets = tickets;
        this.seal = seal;
        this.desk = desk;
        this.room = room;
        this.dispatch = dispatch;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        Docket docket = Docket.of(Dockets.envelope(mail));
        Optional<Agent> agent = docket.envelope().login().flatMap(desk.get()::agentOf);
        boolean sent = agent.isPresent() && sent(mail, docket.with(room.read(mail, reader::read)), agent.get());
        if (!sent && HeldAnswers.isReleased(mail.getName())) {
            throw new MessagingException("The answer that was let go is no agent's or no ticket's any more: " + mail.getName());
        }
    }

    private boolean sent(Mail mail, Docket read, Agent agent) throws MessagingException {
        Optional<Ticket> ticket = Placements.ofAnswer(read, seal, desk.get()).flatMap(answer -> tickets.answer(answer, agent.login(),
            open -> HeldAnswers.isReleased(mail.getName()) || dispatch.allows(agent, open))).flatMap(tickets::find);
        if (ticket.isPresent()) {
            dispatch.send(mail, read, agent, ticket.get());
        }
        return ticket.isPresent();
    }
}
