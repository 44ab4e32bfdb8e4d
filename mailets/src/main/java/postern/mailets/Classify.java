package postern.mailets;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.matchers.Dockets;
import postern.tickets.Continuation;
import postern.tickets.Ticket;
import postern.triage.Circumstances;
import postern.triage.Classification;
import postern.triage.CurrentTriage;
import postern.triage.Docket;
import postern.triage.Match;
import postern.triage.Triage;

/** Decides what the mail is about. A further mail of a ticket is about what the ticket is about, unless a rule asks for its age. */
public class Classify extends GenericMailet {
    private final CurrentTriage triage;
    private final MeterRegistry meters;

    @Inject
    public Classify(CurrentTriage triage, MeterRegistry meters) {
        this.triage = triage;
        this.meters = meters;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        Docket docket = Dockets.of(mail);
        Triage current = triage.get();
        Optional<Ticket> ticket = docket.match().filter(match -> !(match instanceof Match.Opened)).flatMap(match -> Carried.ticket(mail));
        Circumstances around = new Circumstances(Optional.of(mail.getMessageSize()), ticket.map(Ticket::opened));
        Optional<Classification> kept = ticket.flatMap(before -> Continuation.topic(before, current.desk()));
        Classification decided = kept.isEmpty() ? current.classify(docket, around)
            : current.byAge(docket, around).orElseGet(kept::get);
        count(decided);
        Dockets.put(mail, docket.with(decided));
    }

    private void count(Classification decided) {
        meters.counter("postern.topics", "topic", decided.topic().id()).increment();
        decided.dry().forEach((rule, topic) -> meters.counter("postern.rules.dry", "rule", rule, "topic", topic).increment());
    }
}
