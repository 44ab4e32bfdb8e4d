package postern.mailets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import postern.desk.Agent;
import postern.desk.Department;
import postern.desk.Desk;
import postern.desk.Team;
import postern.desk.TicketId;
import postern.gestures.Act;
import postern.gestures.Acts;
import postern.gestures.Conversations;
import postern.gestures.Merging;
import postern.gestures.Objection;
import postern.gestures.Order;
import postern.gestures.Standing;
import postern.gestures.Until;
import postern.gestures.Words;
import postern.letter.Letter;
import postern.replies.Notices;
import postern.replies.Outbox;
import postern.replies.TicketStory;
import postern.store.Store;
import postern.tickets.Folders;
import postern.triage.Addresses;
import postern.triage.Docket;
import postern.triage.HeaderLines;

/** Carries out what agents ask for by mail, and says by mail what could not be done. */
final class Orders {
    private static final String NOTE = "note";
    private static final String DENIED = Objection.DENIED.about("");

    private final Doing doing;
    private final Conversations conversations;
    private final Folders folders;
    private final TicketStory story;
    private final Outgoing outgoing;
    private final Provider<Desk> desk;

    /** Where notices leave. */
    record Outgoing(Store store, Outbox outbox) {
        @Inject
        Outgoing {
        }
    }

    /** What does it. */
    record Doing(Acts acts, Merging merging, Asking asking) {
        @Inject
        Doing {
        }
    }

    @Inject
    Orders(Doing doing, Conversations conversations, Folders folders, TicketStory story, Outgoing outgoing, Provider<Desk> desk) {
        this.doing = doing;
        this.conversations = conversations;
        this.folders = folders;
        this.story = story;
        this.outgoing = outgoing;
        this.desk = desk;
    }

    /** @param controls the control addresses; none for a mail among colleagues, which is a note if it is about a ticket */
    void carryOut(Mail mail, Docket docket, List<String> controls, Agent agent) throws MessagingException {
        Letter letter = docket.letter().orElseThrow();
        if (letter.automatic()) {
            // An agent's vacation note orders nothing.
            return;
        }
        Optional<TicketId> ticket = story.about(letter);
        if (controls.isEmpty()) {
            if (ticket.isPresent() && note(mail, docket, ticket.get(), agent)) {
                askDirectly(mail, docket, ticket.get(), agent);
            }
            return;
        }
        List<String> said = new ArrayList<>();
        for (String control : controls) {
            said.add(ticket.isEmpty() ? Objection.NO_TICKET.about("") : carryOut(mail, docket, order(control, letter, agent), ticket.get(), agent));
        }
        said.removeIf(String::isEmpty);
        if (!said.isEmpty()) {
            tell(mail.getName() + "-told", ticket, String.join("\n", said), docket, agent);
        }
    }

    /** Departments that the agent wrote to get the question with its way back, in place of the mail itself. */
    private void askDirectly(Mail mail, Docket docket, TicketId ticket, Agent agent) {
        Desk now = desk.get();
        List<Department> asked = now.departments().values().stream()
            .filter(one -> docket.envelope().recipients().stream().anyMatch(one.address()::equalsIgnoreCase)).toList();
        if (!asked.isEmpty()) {
            asked.forEach(department -> doing.asking().ask(docket, ticket, department, agent));
            Obey.strike(mail, address -> now.isOfDepartment(address.asString()));
        }
    }

    private Order order(String control, Letter letter, Agent agent) {
        String detail = Addresses.control(desk.get(), control).orElseThrow();
        return detail.isEmpty() ? Words.ofText(letter.text(), agent, desk.get()).orElseGet(() -> new Order.Unknown(""))
            : Words.ofAddress(detail, agent, desk.get());
    }

    /** @return what to tell the agent; nothing if all went well */
    private String carryOut(Mail mail, Docket docket, Order order, TicketId ticket, Agent agent) throws MessagingException {
        return switch (order) {
            case Order.Do(Act.Snooze(Until until)) when isOver(until, ticket, docket) -> Objection.OVER.about("");
            case Order.Do(var act) -> said(doing.acts().obey(mail.getName(), ticket, act, agent, docket.envelope().receivedAt()));
            case Order.Note note -> note(mail, docket, ticket, agent) ? "" : DENIED;
            case Order.Release release -> doing.acts().release(mail.getName(), ticket, agent, docket.envelope().receivedAt()) ? "" : Objection.NOTHING_HELD.about("");
            case Order.Merge(TicketId into) -> said(doing.merging().merge(mail.getName(), ticket, into, agent, docket.envelope().receivedAt()));
            case Order.Split split -> said(doing.merging().split(mail.getName(), ticket, docket.letter().orElseThrow().references(), agent,
                docket.envelope().receivedAt()));
            case Order.Ask(var department) -> {
                boolean may = note(mail, docket, ticket, agent);
                if (may) {
                    doing.asking().ask(docket, ticket, department, agent);
                }
                yield may ? "" : DENIED;
            }
            case Order.Why why -> may(ticket, agent, "r") ? story.of(ticket, desk.get()) : DENIED;
            case Order.Mistaken(Objection why) -> why.about("");
            case Order.Unknown(String word) -> Objection.UNKNOWN.about(word);
        };
    }

    private static String said(Optional<Objection> objection) {
        return objection.map(why -> why.about("")).orElse("");
    }

    private boolean isOver(Until until, TicketId ticket, Docket docket) {
        Desk now = desk.get();
        Team team = doing.acts().standing(ticket).map(Standing::team).map(now.teams()::get).orElse(now.catchAllTeam());
        return until.from(docket.envelope().receivedAt(), now.calendarOf(team)).isEmpty();
    }

    private boolean may(TicketId ticket, Agent agent, String rights) {
        return doing.acts().standing(ticket).filter(standing -> conversations.may(agent.login(), standing.folder(desk.get()), rights)).isPresent();
    }

    private boolean note(Mail mail, Docket docket, TicketId ticket, Agent agent) throws MessagingException {
        if (!may(ticket, agent, "ri")) {
            return false;
        }
        Standing standing = doing.acts().standing(ticket).orElseThrow();
        String header = new HeaderLines().text("X-Postern-Ticket", ticket.value()).text("X-Postern-Match", NOTE).text("X-Postern-Agent", agent.id()).block();
        folders.file(new Folders.Filing(mail, standing.folder(desk.get()), header, standing.keywords(List.of(ticket.keyword(), NOTE)),
            docket.envelope().receivedAt(), Optional.of(new Folders.Belonging(ticket, docket.letter().flatMap(Letter::messageId), true))));
        doing.acts().noted(mail.getName(), ticket, agent.id(), docket.envelope().receivedAt());
        return true;
    }

    private void tell(String name, Optional<TicketId> ticket, String text, Docket docket, Agent agent) {
        String subject = "工单 / Ticket" + ticket.map(id -> " [#" + id + "]").orElse("");
        byte[] notice = Notices.compose(name, agent.login(), subject, text, desk.get(), docket.envelope().receivedAt());
        outgoing.store().writeAndWait(connection -> {
            outgoing.outbox().put(connection, name, List.of(agent.login()), notice, Mail.DEFAULT);
            return null;
        });
    }
}
