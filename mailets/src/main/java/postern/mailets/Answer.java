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

    @Inject
    public Answer(LetterReader reader, Tickets tickets, Seal seal, Provider<Desk> desk) {
        this.reader = reader;
        this.tickets = tickets;
        this.seal = seal;
        this.desk = desk;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        Docket docket = Docket.of(Dockets.envelope(mail));
        Optional<String> agent = docket.envelope().login();
        if (agent.isPresent()) {
            Placements.ofAnswer(docket.with(reader.read(Carried.octets(mail))), seal, desk.get())
                .ifPresent(answer -> tickets.answer(answer, agent.get()));
        }
    }
}
