package postern.mailets;

import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Provider;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import postern.desk.Desk;
import postern.gestures.Standing;
import postern.letter.Letter;
import postern.letter.Origin;
import postern.matchers.Dockets;
import postern.replies.Drafts;
import postern.replies.FieldValues;
import postern.replies.Suggestion;
import postern.replies.Template;
import postern.replies.Templates;
import postern.tickets.Ticket;
import postern.tickets.Tickets;
import postern.triage.Docket;
import postern.triage.Match;

/** Lays an unsent answer beside a customer's mail, if its topic names a template. Nothing leaves: sending it is an agent's act. */
public class Suggest extends GenericMailet {
    private final Templates templates;
    private final Drafts drafts;
    private final Tickets tickets;
    private final Provider<Desk> desk;

    @Inject
    public Suggest(Templates templates, Drafts drafts, Tickets tickets, Provider<Desk> desk) {
        this.templates = templates;
        this.drafts = drafts;
        this.tickets = tickets;
        this.desk = desk;
    }

    @Override
    public void service(Mail mail) {
        Docket docket = Dockets.of(mail);
        Optional<String> name = docket.classification().flatMap(decided -> decided.topic().suggests());
        Optional<Letter> question = docket.letter().filter(letter -> letter.origin() == Origin.CUSTOMER);
        Optional<Ticket> ticket = name.isEmpty() || question.isEmpty() ? Optional.empty()
            // A stranger who shows an id must not get a draft with the customer's words.
            : docket.match().filter(match -> !(match instanceof Match.Joined joined) || joined.hasSay()).flatMap(match -> tickets.find(match.ticket()));
        if (ticket.filter(open -> open.state() == Ticket.State.OPEN).isPresent()) {
            Desk now = desk.get();
            FieldValues values = FieldValues.of(ticket, question, tickets.orders(ticket.get().id()), Optional.empty(), now, docket.envelope().receivedAt());
            Optional<Template> template = templates.find(docket.assignment().orElseThrow().team(), name.get(), question.get().language());
            template.flatMap(known -> Suggestion.of(known, question.get(), ticket.get(), values, docket.envelope().receivedAt()))
                .ifPresent(draft -> drafts.lay(mail.getName() + "-draft", ticket.get().id(), standing(docket, ticket.get(), now).folder(now), draft,
                    docket.envelope().receivedAt()));
        }
    }

    /** What was decided for a mail that opens a ticket is written down when it leaves the flow. */
    private static Standing standing(Docket docket, Ticket ticket, Desk now) {
        return docket.match().filter(Match.Joined.class::isInstance).isPresent() ? Standing.of(ticket, now) : Standing.of(docket, now);
    }
}
