package postern.mailets;

import java.util.Optional;
import javax.inject.Inject;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.matchers.Dockets;
import postern.tickets.Continuation;
import postern.triage.Assignment;
import postern.triage.CurrentTriage;
import postern.triage.Docket;
import postern.triage.Match;
import postern.triage.Triage;

/** Decides who works on the mail. A further mail of a ticket goes to those who have the ticket. */
public class Assign extends GenericMailet {
    private final CurrentTriage triage;

    @Inject
    public Assign(CurrentTriage triage) {
        this.triage = triage;
    }

    @Override
    public void service(Mail mail) {
        Docket docket = Dockets.of(mail);
        Triage current = triage.get();
        Assignment assignment = switch (docket.match().orElse(null)) {
            case null -> Continuation.apart(current.desk());
            case Match.Opened opened -> anew(docket, current);
            case Match.Joined joined -> Carried.ticket(mail).flatMap(ticket -> Continuation.people(ticket, current.desk()))
                .orElseGet(() -> anew(docket, current));
            case Match.Twin twin -> Carried.ticket(mail).flatMap(ticket -> Continuation.people(ticket, current.desk()))
                .orElseGet(() -> anew(docket, current));
        };
        Dockets.put(mail, docket.with(assignment));
    }

    private static Assignment anew(Docket docket, Triage current) {
        return current.assign(docket.envelope(), docket.classification().orElseThrow(), Optional.empty());
    }
}
