package postern.mailets;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.letter.LetterReader;
import postern.matchers.Dockets;
import postern.triage.Addresses;
import postern.triage.Docket;

/** Does what an agent's mail to a control address asks for; an agent's mail to colleagues about a ticket is kept with it as a note. */
public class Obey extends GenericMailet {
    private final LetterReader reader;
    private final Orders orders;
    private final Provider<Desk> desk;
    private final Room room;

    @Inject
    public Obey(LetterReader reader, Orders orders, Provider<Desk> desk, Room room) {
        this.reader = reader;
        this.orders = orders;
        this.desk = desk;
        this.room = room;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        Desk now = desk.get();
        Docket docket = Docket.of(Dockets.envelope(mail));
        Optional<Agent> agent = docket.envelope().login().flatMap(now::agentOf);
        List<String> controls = docket.envelope().recipients().stream().filter(address -> Addresses.control(now, address).isPresent()).toList();
        boolean internal = docket.envelope().recipients().stream().allMatch(address -> now.agentOf(address).isPresent() || now.isOfDepartment(address));
        if (agent.isPresent() && (internal || !controls.isEmpty())) {
            orders.carryOut(mail, docket.with(room.read(mail, reader::read)), controls, agent.get());
        }
        if (!controls.isEmpty()) {
            strike(mail, address -> Addresses.control(now, address.asString()).isPresent());
        }
    }

    /** Takes recipients off that were served. A mail without any is done. */
    static void strike(Mail mail, Predicate<MailAddress> served) {
        List<MailAddress> left = mail.getRecipients().stream().filter(served.negate()).toList();
        mail.setRecipients(left);
        mail.removeAttribute(Dockets.RECIPIENTS);
        if (left.isEmpty()) {
            mail.setState(Mail.GHOST);
        }
    }
}
