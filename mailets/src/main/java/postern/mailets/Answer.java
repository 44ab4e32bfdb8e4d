package postern.mailets;

import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.desk.Desk;
import postern.letter.LetterReader;
import postern.matchers.Dockets;
import postern.tickets.Placements;
import postern.tickets.Tickets;
import postern.triage.Docket;
import postern.triage.Seal;

/** Stops the clock of the ticket that an agent's mail answers. The mail itself goes its way unchanged. */
public class Answer extends GenericMailet {
    private final LetterReader reader;
    private final Tickets tickets;
    private final Seal seal;
    private final Provider<Desk> desk;
    private final Room room;

    @Inject
    public Answer(LetterReader reader, Tickets tickets, Seal seal, Provider<Desk> desk, Room room) {
        this.reader = reader;
        this.tickets = tickets;
        this.seal = seal;
        this.desk = desk;
        this.room = room;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        Docket docket = Docket.of(Dockets.envelope(mail));
        Optional<String> agent = docket.envelope().login();
        if (agent.isPresent()) {
            Docket read = docket.with(room.read(mail, reader::read));
            Placements.ofAnswer(read, seal, desk.get()).ifPresent(answer -> tickets.answer(answer, agent.get()));
        }
    }
}
