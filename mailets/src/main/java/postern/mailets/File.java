package postern.mailets;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.desk.Desk;
import postern.matchers.Dockets;
import postern.tickets.Folders;
import postern.tickets.Tickets;
import postern.triage.Assignment;
import postern.triage.Docket;
import postern.triage.Explanation;

/** Lays the mail into its team's folder, or its agent's, and writes the decisions down with its ticket. */
public class File extends GenericMailet {
    private final Folders folders;
    private final Tickets tickets;
    private final Provider<Desk> desk;

    @Inject
    public File(Folders folders, Tickets tickets, Provider<Desk> desk) {
        this.folders = folders;
        this.tickets = tickets;
        this.desk = desk;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        Docket docket = Dockets.of(mail);
        Explanation explanation = Carried.explanation(mail);
        String folder = docket.assignment().map(File::folder).orElseGet(() -> desk.get().catchAllTeam().folder());
        CompletableFuture<Void> written = tickets.decide(docket);
        folders.file(new Folders.Filing(mail, folder, explanation.header(), explanation.keywords(), docket.envelope().receivedAt()));
        try {
            written.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException trouble ? trouble : e;
        }
    }

    private static String folder(Assignment assignment) {
        return assignment.agent().map(agent -> assignment.team().folder() + "/" + agent.id()).orElse(assignment.team().folder());
    }
}
