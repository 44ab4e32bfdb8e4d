package postern.mailets;

import io.micrometer.core.instrument.MeterRegistry;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.mail.MessagingException;
import org.apache.mailet.Attribute;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.desk.Desk;
import postern.matchers.Dockets;
import postern.tickets.Folders;
import postern.tickets.Tickets;
import postern.triage.Docket;
import postern.triage.Explanation;
import postern.triage.Seal;

/** Files a mail that the flow cannot handle, untouched, where people see it, with a ticket and the catch-all team's clock. */
public class Park extends GenericMailet {
    static final String FOLDER = "Desk/Unparsed";
    private final Tickets tickets;
    private final Folders folders;
    private final Seal seal;
    private final Provider<Desk> desk;
    private final MeterRegistry meters;

    @Inject
    public Park(Tickets tickets, Folders folders, Seal seal, Provider<Desk> desk, MeterRegistry meters) {
        this.tickets = tickets;
        this.folders = folders;
        this.seal = seal;
        this.desk = desk;
        this.meters = meters;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        String trouble = mail.getAttribute(Mail.MAILET_ERROR).map(Attribute::getValue).map(value -> value.value().getClass().getSimpleName()).orElse("");
        meters.counter("postern.flow.parked").increment();
        Docket docket = Parking.of(Dockets.of(mail), trouble, desk.get(), tickets);
        Explanation explanation = Explanation.of(docket, desk.get(), seal);
        Decisions.log(docket);
        tickets.decide(docket);
        folders.file(new Folders.Filing(mail, FOLDER, explanation.header(), explanation.keywords(), docket.envelope().receivedAt(),
            Folders.Belonging.of(docket)));
        Carried.drop(mail);
    }
}
