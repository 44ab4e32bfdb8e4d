package postern.mailets;

import java.util.Optional;
import javax.inject.Inject;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.handout.Rota;
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
    private final Rota rota;

    @Inject
    public Assign(CurrentTriage triage, Rota rota) {
        this.triage = triage;
        this.rota = rota;
    }

    @Override
    public void service(Mail mail) {
        Docket docket = Dockets.of(mail);
        Triage current = triage.get();
        Assignment assignment = switch (docket.match().orElse(null)) {
            case null -> Continuation.apart(current.desk());
            case Match.Opened opened -> rota.hand(docket, anew(docket, current));
            case Match.Joined joined when joined.hasSay() && docket.letter().orElseThrow().callsForPeople() ->
                rota.hand(docket, kept(mail, docket, current));
            case Match.Joined joined -> kept(mail, docket, current);
            case Match.Twin twin -> kept(mail, docket, current);
        };
        Dockets.put(mail, docket.with(assignment));
    }

    private static Assignment kept(Mail mail, Docket docket, Triage current) {
        return Carried.ticket(mail).flatMap(ticket -> Continuation.people(ticket, current.desk(), docket.envelope().receivedAt()))
            .orElseGet(() -> anew(docket, current));
    }

    private static Assignment anew(Docket docket, Triage current) {
        return current.assign(docket.envelope(), docket.classification().orElseThrow(), Optional.empty());
    }
}
