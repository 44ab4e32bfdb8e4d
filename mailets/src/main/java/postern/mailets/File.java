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
import postern.store.Work;
import postern.tickets.Folders;
import postern.tickets.Tickets;
import postern.triage.Docket;
import postern.triage.Explanation;
import postern.triage.Match;

/** Lays the mail into its team's folder, or its agent's, and writes the decisions down with its ticket. */
public class File extends GenericMailet {
    private final Folders folders;
    private final Tickets tickets;
    private final Acts acts;
    private final Provider<Desk> desk;

    @Inject
    public File(Folders folders, Tickets tickets, Acts acts, Provider<Desk> desk) {
        this.folders = folders;
        this.tickets = tickets;
        this.acts = acts;
        this.desk = desk;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        Docket docket = Dockets.of(mail);
        Explanation explanation = Carried.explanation(mail);
        Optional<TicketId> joined = docket.match().filter(Match.Joined.class::isInstance).map(Match::ticket);
        // Where a further mail lies depends on how its ticket stands with it.
        joined.ifPresent(ticket -> tickets.decide(docket));
        Standing standing = joined.flatMap(acts::standing).orElseGet(() -> Standing.of(docket, desk.get()));
        folders.file(new Folders.Filing(mail, standing.folder(desk.get()), explanation.header(), standing.keywords(explanation.keywords()),
            docket.envelope().receivedAt(), Folders.Belonging.of(docket)), decisions(docket));
        // A further mail may have made it the desk's turn: the earlier ones come along.
        joined.ifPresent(acts::keepInStep);
    }

    private Work<Void> decisions(Docket docket) {
        return connection -> {
            tickets.decide(connection, docket);
            return null;
        };
    }
}
