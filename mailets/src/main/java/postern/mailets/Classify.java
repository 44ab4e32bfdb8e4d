package postern.mailets;

import java.util.Optional;
import javax.inject.Inject;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.letter.Letter;
import postern.matchers.Dockets;
import postern.tickets.Continuation;
import postern.triage.Classification;
import postern.triage.CurrentTriage;
import postern.triage.Docket;
import postern.triage.Match;
import postern.triage.Triage;

/** Decides what the mail is about. A further mail of a ticket is about what the ticket is about. */
public class Classify extends GenericMailet {
    private final CurrentTriage triage;

    @Inject
    public Classify(CurrentTriage triage) {
        this.triage = triage;
    }

    @Override
    public void service(Mail mail) {
        Docket docket = Dockets.of(mail);
        Triage current = triage.get();
        Letter letter = docket.letter().orElseThrow();
        Optional<Classification> kept = docket.match().filter(match -> !(match instanceof Match.Opened))
            .flatMap(match -> Carried.ticket(mail)).flatMap(ticket -> Continuation.topic(ticket, current.desk()));
        Dockets.put(mail, docket.with(kept.orElseGet(() -> current.classify(letter, docket.envelope()))));
    }
}
