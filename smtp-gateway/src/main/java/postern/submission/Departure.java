package postern.submission;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.inject.Singleton;
import org.apache.mailet.Mail;
import postern.desk.Agent;
import postern.desk.AnswerCheck;
import postern.desk.Desk;
import postern.edge.Arrival;
import postern.edge.Refusal;
import postern.letter.Correspondent;
import postern.letter.Letter;
import postern.letter.LetterReader;
import postern.letter.TextParts;
import postern.replies.FieldValues;
import postern.replies.Notices;
import postern.replies.Outbox;
import postern.spool.Screening;
import postern.store.Work;
import postern.tickets.Ticket;
import postern.tickets.TicketEvent;
import postern.tickets.Tickets;
import postern.triage.Addresses;
import postern.triage.CurrentTriage;
import postern.triage.lastlook.Mentions;
import postern.triage.lastlook.Objection;
import postern.triage.lastlook.OverrideWord;
import postern.triage.lastlook.Scrutiny;

/**
 * All that is done with a mail that an agent submits, and asked of it. Fields of templates are filled. Then a last look at what would go outside: what the desk objects to is refused with
 * the reason, unless its writer has the right to send it all the same and says so. Then whether a colleague was quicker.
 */
@Singleton
public final class Departure implements Screening {
    private static final int LONGEST_REPLY = 400;

    private final SecondAnswers seconds;
    private final Answered answered;
    private final Tickets tickets;
    private final CurrentTriage triage;
    private final Outbox outbox;
    private final Provider<Desk> desk;
    private final LetterReader reader = new LetterReader();

    @Inject
    Departure(SecondAnswers seconds, Answered answered, Tickets tickets, CurrentTriage triage, Outbox outbox, Provider<Desk> desk) {
        this.seconds = seconds;
        this.answered = answered;
        this.tickets = tickets;
        this.triage = triage;
        this.outbox = outbox;
        this.desk = desk;
    }

    /** A mail that goes outside, as it would leave. */
    private record Draft(Arrival arrival, Agent agent, Letter letter, Optional<Ticket> ticket, Optional<Letter> customer, boolean overrides) {
    }

    @Override
    public Work<Optional<Refusal>> of(Arrival arrival) {
        return screened(arrival).question();
    }

    @Override
    public Screened screened(Arrival arrival) {
        Desk now = desk.get();
        Optional<Agent> agent = now.agentOf(arrival.login().orElseThrow());
        boolean outside = arrival.recipients().stream().anyMatch(address -> !Addresses.ours(now, address) && !now.isOfDepartment(address));
        if (agent.isEmpty() || !outside) {
            return new Screened(arrival, seconds.of(arrival));
        }
        Draft draft = draft(arrival, agent.get(), now);
        List<Objection> objections = objections(draft, now);
        Work<Optional<Refusal>> second = seconds.of(draft.arrival());
        boolean refused = !objections.isEmpty() && !(draft.overrides() && now.answers().lastLook().mayOverride(agent.get()));
        return new Screened(draft.arrival(), refused ? connection -> Optional.of(refuse(connection, draft, objections, now))
            : connection -> sent(connection, second.on(connection), draft, objections));
    }

    /** The mail with its fields filled and without the word that sends it all the same. */
    private Draft draft(Arrival arrival, Agent agent, Desk now) {
        Letter written = reader.read(arrival.content());
        boolean overrides = OverrideWord.begins(written.text());
        Optional<Ticket> ticket = answered.ticket(arrival, written, now);
        Optional<Letter> customer = ticket.flatMap(one -> answered.lastMail(one.id())).map(reader::read);
        byte[] content = overrides ? TextParts.changed(arrival.content(), OverrideWord::without) : arrival.content();
        // The desk's own words are filled for whoever may see the ticket.
        if (ticket.filter(one -> !answered.mayAnswer(agent, one, now)).isEmpty()) {
            FieldValues values = FieldValues.of(ticket, customer, ticket.map(one -> tickets.orders(one.id())).orElse(List.of()), Optional.of(agent), now,
                arrival.receivedAt());
            content = Scrutiny.repeats(written, customer) ? values.fill(content) : values.fillSubject(values.fill(content), written.subject());
        }
        boolean same = content == arrival.content();
        return new Draft(same ? arrival : arrival.with(content), agent, same ? written : reader.read(content), ticket, customer, overrides);
    }

    private List<Objection> objections(Draft draft, Desk now) {
        if (draft.ticket().filter(ticket -> !answered.mayAnswer(draft.agent(), ticket, now)).isPresent()) {
            // Whoever has no right on the ticket is told that, and nothing of what belongs to whom.
            return List.of();
        }
        Scrutiny scrutiny = new Scrutiny(now.answers().lastLook());
        List<Objection> objections = new ArrayList<>(scrutiny.of(draft.letter(), TextParts.shown(draft.arrival().content()), draft.customer()));
        if (scrutiny.looksAtOthers()) {
            objections.addAll(scrutiny.ofOthers(others(draft, now)));
        }
        return objections;
    }

    /** What the customer of the ticket has written is known there. */
    private List<String> others(Draft draft, Desk now) {
        Mentions said = Mentions.of(draft.letter(), triage.get().points(), now);
        Mentions told = draft.customer().map(letter -> said.without(Mentions.of(letter, triage.get().points(), now))).orElse(said);
        List<String> people = Stream.concat(draft.arrival().recipients().stream(),
            Stream.of(draft.letter().to(), draft.letter().cc()).flatMap(List::stream).map(Correspondent::address)).map(Addresses::canonical).distinct().toList();
        return tickets.ofOthers(draft.ticket().map(Ticket::id), people, told);
    }

    private Optional<Refusal> sent(Connection connection, Optional<Refusal> second, Draft draft, List<Objection> objections) throws SQLException {
        if (second.isEmpty() && draft.ticket().isPresent() && !objections.isEmpty()) {
            // What belongs to another customer is not written down with this one's ticket.
            String what = objections.stream().map(one -> one.check() == AnswerCheck.OTHERS ? "others" : one.toString()).collect(Collectors.joining(", "));
            tickets.note(connection, draft.ticket().get().id(), new TicketEvent(draft.arrival().receivedAt(), "overridden", draft.arrival().name(),
                draft.agent().id() + ", " + what));
        }
        return second;
    }

    private Refusal refuse(Connection connection, Draft draft, List<Objection> objections, Desk now) throws SQLException {
        boolean may = now.answers().lastLook().mayOverride(draft.agent());
        String text = "您的邮件没有发出，请改正后再发送：\n%s%s\nYour mail was not sent. Please correct it and send it again:\n%s%s".formatted(
            list(objections.stream().map(Objection::zh)), may ? "如确实要这样发送，请在第一行写 #发送。\n" : "",
            list(objections.stream().map(Objection::en)), may ? "To send it all the same, write #send on the first line.\n" : "");
        String login = draft.agent().login();
        String name = draft.arrival().name() + "-refused";
        outbox.put(connection, name, List.of(login), Notices.compose(name, login, "邮件未发出 / Not sent: " + draft.letter().subject(), text, now,
            draft.arrival().receivedAt()), Mail.DEFAULT);
        // RFC 5321 §4.2: a reply is ASCII, so the Chinese words come as a mail.
        String why = objections.stream().map(Objection::en).collect(Collectors.joining("; ")).replaceAll("[^ -~]+", "...");
        return new Refusal("last-look", 554, "5.7.0", "Not sent: " + why.substring(0, Math.min(why.length(), LONGEST_REPLY))
            + (may ? ". Correct it, or write #send on the first line" : ". Correct it and send it again"), "RFC 6409 §4.2", false);
    }

    private static String list(Stream<String> lines) {
        return lines.map(line -> "- " + line + "\n").collect(Collectors.joining());
    }
}
