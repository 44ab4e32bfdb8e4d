package postern.mailets;

import java.util.Optional;
import javax.inject.Inject;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.matchers.Dockets;
import postern.tickets.Continuation;
import postern.tickets.Ticket;
import postern.triage.CurrentTriage;
import postern.triage.Docket;
import postern.triage.Match;
import postern.triage.Pressure;
import postern.triage.Urgency;

/** Decides how urgent the mail is and until when it must be answered. A machine's mail on a ticket moves no clock,
 * but that an answer did not arrive does. */
public class Prioritise extends GenericMailet {
    private final CurrentTriage triage;

    @Inject
    public Prioritise(CurrentTriage triage) {
        this.triage = triage;
    }

    @Override
    public void service(Mail mail) {
        Docket docket = Dockets.of(mail);
        Optional<Ticket> ticket = Carried.ticket(mail);
        Optional<Urgency> urgency = switch (docket.match().orElse(null)) {
            case null -> Optional.empty();
            case Match.Opened opened -> Optional.of(fresh(docket, Pressure.NONE));
            case Match.Joined joined when joined.hasSay() && docket.letter().orElseThrow().callsForPeople() ->
                ticket.map(before -> Continuation.again(before, fresh(docket, Continuation.pressure(before))));
            case Match.Joined joined -> ticket.flatMap(Continuation::running);
            case Match.Twin twin -> ticket.flatMap(Continuation::running);
        };
        urgency.map(docket::with).ifPresent(decided -> Dockets.put(mail, decided));
    }

    private Urgency fresh(Docket docket, Pressure pressure) {
        return triage.get().urgency(docket, pressure);
    }
}
