package postern.submission;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.inject.Singleton;
import org.apache.mailet.Mail;
import postern.desk.Agent;
import postern.desk.AnswerPolicy;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.edge.Arrival;
import postern.edge.Refusal;
import postern.gestures.Conversations;
import postern.gestures.GivenAnswers;
import postern.gestures.GivenAnswers.Given;
import postern.gestures.Order;
import postern.gestures.Words;
import postern.letter.Letter;
import postern.letter.LetterReader;
import postern.letter.Origin;
import postern.mailbox.Seen;
import postern.replies.Notices;
import postern.replies.Outbox;
import postern.spool.Screening;
import postern.store.Work;
import postern.tickets.Placement;
import postern.tickets.Placements;
import postern.tickets.Tickets;
import postern.triage.Addresses;
import postern.triage.Docket;
import postern.triage.Envelope;
import postern.triage.Seal;

/**
 * Two agents, one answer: who answers a ticket that a colleague has just answered, and has not opened it since, is refused with the
 * colleague's name and time, or held, as desk.yaml says. Asked in the unit of work that takes the mail over; of two at once the first is
 * sent and the other one not.
 */
@Singleton
public final class SecondAnswers implements Screening {
    private static final Refusal ORDER_OUTSIDE = new Refusal("order-outside", 554, "5.7.0",
        "The first line is an order and would go to a customer; send orders to the desk's control address alone", "RFC 6409 §4.2", false);
    private static final Refusal NOTE_OUTSIDE = new Refusal("order-outside", 554, "5.7.0",
        "This is a note for colleagues and would go to a customer; send it to the desk's control address without the customer", "RFC 6409 §4.2", false);
    private static final Refusal MACHINE_OUTSIDE = new Refusal("machine-outside", 554, "5.7.0",
        "Automatic replies and read receipts of agents do not go to customers; switch them off for the desk's mail", "RFC 3834 §2", false);
    private static final Refusal NOT_YOURS = new Refusal("ticket-not-yours", 554, "5.7.1",
        "You may not answer this ticket: your rights do not cover the folder where it stands. Not sent; ask its team", "RFC 6409 §4.2", false);
    private static final String NOT_YOURS_TOLD = """
        您对该工单所在的文件夹没有权限，您的邮件没有发出。请联系负责的班组。

        Your rights do not cover the folder where this ticket stands, so your mail was not sent. Please ask the team that has it.
        """;
    private static final int LONGEST_NAME = 60;

    private final GivenAnswers given;
    private final Tickets tickets;
    private final Sight sight;
    private final Outbox outbox;
    private final Provider<Desk> desk;
    private final Seal seal;
    private final LetterReader reader;

    @Inject
    public SecondAnswers(GivenAnswers given, Tickets tickets, Sight sight, Outbox outbox, Provider<Desk> desk, Seal seal) {
        this.given = given;
        this.tickets = tickets;
        this.sight = sight;
        this.outbox = outbox;
        this.desk = desk;
        this.seal = seal;
        this.reader = new LetterReader();
    }

    /** What agents may see, and what they have seen. */
    record Sight(Conversations conversations, Seen seen) {
        @Inject
        Sight {
        }
    }

    @Override
    public Work<Optional<Refusal>> of(Arrival arrival) {
        Desk now = desk.get();
        Envelope envelope = new Envelope(arrival.name(), arrival.sender(), arrival.recipients(), arrival.receivedAt(), arrival.login(), true);
        Letter letter = reader.read(arrival.content());
        Optional<Refusal> secret = arrival.recipients().stream().allMatch(address -> Addresses.ours(now, address)) ? Optional.empty()
            : now.agentOf(arrival.login().orElseThrow()).flatMap(agent -> outside(letter, arrival, agent, now));
        Optional<Placement> answer = secret.isPresent() ? Optional.empty() : Placements.ofAnswer(Docket.of(envelope).with(letter), seal, now);
        if (answer.isEmpty()) {
            return connection -> secret;
        }
        Work<Optional<TicketId>> ticket = tickets.answered(answer.get());
        return connection -> {
            Optional<TicketId> found = ticket.on(connection);
            // Another account's mail is its own affair: it answers nothing, and leaves as it is.
            return found.isPresent() && now.agentOf(arrival.login().orElseThrow()).isPresent() ? screen(connection, found.get(), arrival, now)
                : Optional.empty();
        };
    }

    /** What an agent's mail holds that nobody outside may see. */
    private static Optional<Refusal> outside(Letter letter, Arrival arrival, Agent agent, Desk now) {
        // RFC 8098 §3: a receipt is a report by its form; a person may well attach one.
        boolean receipt = letter.origin() == Origin.REPORT && letter.originReasons().stream().anyMatch(reason -> reason.code().equals("report-type"));
        if (receipt || letter.origin() == Origin.AUTO_REPLY && letter.automatic()) {
            return Optional.of(MACHINE_OUTSIDE);
        }
        if (Words.begins(letter.text())) {
            return Optional.of(ORDER_OUTSIDE);
        }
        boolean note = arrival.recipients().stream().flatMap(address -> Addresses.control(now, address).stream())
            .anyMatch(detail -> Words.ofAddress(detail, agent, now) instanceof Order.Note);
        return note ? Optional.of(NOTE_OUTSIDE) : Optional.empty();
    }

    private Optional<Refusal> screen(Connection connection, TicketId ticket, Arrival arrival, Desk now) throws SQLException {
        String login = arrival.login().orElseThrow();
        if (!sight.conversations().mayAnswer(login, tickets.find(connection, ticket).orElseThrow(), now)) {
            tell(connection, "无权答复该工单，您的邮件未发出 / Not sent: not your ticket", NOT_YOURS_TOLD, arrival, now);
            return Optional.of(NOT_YOURS);
        }
        Optional<Given> last = given.last(connection, ticket);
        AnswerPolicy.Second policy = now.answers().second();
        if (policy == AnswerPolicy.Second.SEND || last.isEmpty() || !isSecond(connection, ticket, last.get(), arrival, now)) {
            given.give(connection, ticket, new Given(login, arrival.receivedAt()), arrival.name());
            return Optional.empty();
        }
        if (policy == AnswerPolicy.Second.REFUSE) {
            return Optional.of(refuse(connection, ticket, last.get(), arrival, now));
        }
        given.hold(connection, new GivenAnswers.Held(arrival.name(), ticket, login, arrival.recipients(), last.get(), arrival.receivedAt()));
        return Optional.empty();
    }

    /** Whether a colleague has just answered, and the writer has not seen that. */
    private boolean isSecond(Connection connection, TicketId ticket, Given last, Arrival arrival, Desk now) throws SQLException {
        String login = arrival.login().orElseThrow();
        return !last.agent().equals(login) && arrival.receivedAt().isBefore(last.at().plus(now.answers().secondWithin()))
            && !sight.seen().since(connection, login, ticket, last.at());
    }

    private Refusal refuse(Connection connection, TicketId ticket, Given given, Arrival arrival, Desk now) throws SQLException {
        Optional<Agent> colleague = now.agentOf(given.agent());
        ZonedDateTime at = given.at().atZone(now.calendarOf(now.catchAllTeam()).zone());
        String english = colleague.map(agent -> agent.name().en()).orElse(given.agent());
        String text = """
            %s 已于 %s 答复了工单 %s，您的邮件没有发出。请先打开同事的答复（在 Waiting 文件夹中）；如仍需补充，再发送一次即可。

            %s answered ticket %s at %s, so your mail was not sent. Please open that answer first (it lies in the team's folder Waiting);
            if yours is still needed, send it again.
            """.formatted(colleague.map(agent -> agent.name().zh()).orElse(given.agent()), DateTimeFormatter.ofPattern("M月d日 HH:mm").format(at), ticket,
            english, ticket, DateTimeFormatter.ofPattern("HH:mm, d MMM").format(at));
        tell(connection, "同事已答复，您的邮件未发出 / Already answered [#" + ticket + "]", text, arrival, now);
        return new Refusal("second-answer", 554, "5.7.0", ascii(english, given.agent()) + " answered ticket " + ticket + " at "
            + DateTimeFormatter.ofPattern("HH:mm").format(at) + ". Not sent: open that answer first, then send again if yours is still needed",
            "RFC 6409 §4.2", false);
    }

    /** RFC 5321 §4.2: a reply is ASCII, so the Chinese words come as a mail. */
    private void tell(Connection connection, String subject, String text, Arrival arrival, Desk now) throws SQLException {
        String login = arrival.login().orElseThrow();
        String name = arrival.name() + "-refused";
        outbox.put(connection, name, List.of(login), Notices.compose(name, login, subject, text, now, arrival.receivedAt()), Mail.DEFAULT);
    }

    private static String ascii(String name, String otherwise) {
        String plain = new String(name.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII).replaceAll("[^ -~]|\\?", "").strip();
        return plain.isEmpty() ? otherwise : plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
    }
}
