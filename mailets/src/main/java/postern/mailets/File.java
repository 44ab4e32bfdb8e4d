package postern.mailets;

import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.gestures.Acts;
import postern.gestures.Standing;
import postern.matchers.Dockets;
import postern.tickets.Folders;
import postern.tickets.LastCommit;
import postern.tickets.Tickets;
import postern.triage.Docket;
import postern.triage.Explanation;
import postern.triage.Match;

/** Lays the mail into its team's folder, or its agent's, and writes the decisions down with its ticket, when it leaves the flow. */
public class File extends GenericMailet {
    private final Folders folders;
    private final Tickets tickets;
    private final Acts acts;
    private final LastCommit last;
    private final Provider<Desk> desk;

    @Inject
    public File(Folders folders, Tickets tickets, Acts acts, LastCommit last, Provider<Desk> desk) {
        this.folders = folders;
        this.tickets = tickets;
        this.acts = acts;
        this.last = last;
        this.desk = desk;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        Docket docket = Dockets.of(mail);
        Optional<TicketId> joined = docket.match().filter(Match.Joined.class::isInstance).map(Match::ticket);
        if (joined.isPresent()) {
            // Where a further mail lies depends on how its ticket stands with it, and the earlier ones may have to come along.
            tickets.decide(docket);
            folders.file(filing(mail, docket, acts.standing(joined.get()).orElseGet(() -> Standing.of(docket, desk.get()))));
            acts.joined(docket);
        } else {
            last.join(mail, acts.opening(docket, folders.filing(filing(mail, docket, Standing.of(docket, desk.get()))))).thenAccept(Runnable::run);
        }
    }

    private Folders.Filing filing(Mail mail, Docket docket, Standing standing) {
        Explanation said = Carried.explanation(mail);
        return new Folders.Filing(mail, standing.folder(desk.get()), said.header(), standing.keywords(said.keywords()), docket.envelope().receivedAt(),
            Folders.Belonging.of(docket));
    }
}
