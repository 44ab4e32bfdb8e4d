package postern.gestures;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.desk.WorkCalendar;
import postern.store.Store;
import postern.tickets.Merges;
import postern.tickets.Ticket;
import postern.tickets.Tickets;

/**
 * Does what agents ask for by folder and keyword: what the mailbox wrote down is read, done and forgotten in one unit of work. What cannot
 * be done is said by mail, as it would be to an order.
 */
@Singleton
public final class Noticing {
    private static final Logger LOG = LoggerFactory.getLogger(Noticing.class);
    private static final int AT_ONCE = 200;
    private static final int TRIES = 5;
    private static final Act UNDO = new Act.Undo();
    private static final String NOR_THE_REST = """
        同时设置的其他标记中，尚未执行的也没有执行。
        Of what was marked together with it, nothing further was done.
        """;

    private final Store store;
    private final Tickets tickets;
    private final Conversations conversations;
    private final Provider<Desk> desk;
    private final Acts.Means means;
    private final Performance performance;
    private final Story story;
    private final Wishes wishes = new Wishes();
    /** The change that failed last, and how often. */
    private final AtomicLong failing = new AtomicLong();
    private final AtomicInteger failures = new AtomicInteger();

    /** What happened to a ticket, in plain words for the desk's own people. */
    @FunctionalInterface
    public interface Story {
        String of(TicketId ticket, Desk desk);
    }

    /** @param told what an order asks to be told */
    private record Asked(List<Order> orders, Optional<Agent> agent, Optional<String> told) {
    }

    /**
     * @param tells waiting clients, after the commit
     * @param refused whether it could not be done, which was said
     */
    private record Done(Runnable tells, boolean refused) {
    }

    /** What is done, and what is told. */
    public record Doing(Acts acts, Acts.Means means, Story story) {
        @Inject
        public Doing {
        }
    }

    @Inject
    public Noticing(Store store, Tickets tickets, Conversations conversations, Provider<Desk> desk, Doing doing) {
        this.store = store;
        this.tickets = tickets;
        this.conversations = conversations;
        this.desk = desk;
        this.means = doing.means();
        this.performance = doing.acts().performance();
        this.story = doing.story();
    }

    /** Does all that agents asked for since the last time. One thread at a time. */
    public void catchUp() {
        List<Conversations.Noticed> waiting = conversations.noticed(AT_ONCE);
        while (!waiting.isEmpty()) {
            waiting.forEach(this::carryOut);
            waiting = conversations.noticed(AT_ONCE);
        }
    }

    private void carryOut(Conversations.Noticed noticed) {
        try {
            Desk now = desk.get();
            Optional<Agent> self = now.agentOf(noticed.by());
            List<Order> orders = self.map(agent -> Gestures.orders(noticed.change(), agent, now)).orElse(List.of());
            Optional<String> told = orders.stream().filter(Order.Why.class::isInstance).findFirst()
                .map(why -> story.of(tickets.survivor(noticed.ticket()), now));
            store.writeAndWait(connection -> {
                conversations.forget(connection, noticed);
                return carryOut(connection, noticed, new Asked(orders, self, told), now);
            }).run();
        } catch (RuntimeException e) {
            // One that cannot be done must not keep all others waiting for ever.
            if (noticed.id() != failing.getAndSet(noticed.id())) {
                failures.set(0);
            }
            if (failures.incrementAndGet() < TRIES) {
                throw e;
            }
            LOG.error("What {} did to ticket {} is given up", noticed.by(), noticed.ticket(), e);
            store.writeAndWait(connection -> {
                conversations.forget(connection, noticed);
                return null;
            });
        }
    }

    private Runnable carryOut(Connection connection, Conversations.Noticed noticed, Asked asked, Desk now) throws SQLException {
        Optional<Ticket> ticket = tickets.find(connection, Merges.survivor(connection, noticed.ticket()));
        Optional<HeldAnswers.Heard> heard = means.held().noticed(connection, noticed, !asked.orders().isEmpty(), now);
        if (heard.flatMap(HeldAnswers.Heard::objection).isPresent()) {
            tell(connection, noticed, asked.agent().orElseThrow(), heard.get().objection().get().about(""));
        }
        if (ticket.isEmpty() || heard.isPresent()) {
            return heard.map(HeldAnswers.Heard::tells).orElse(() -> { });
        }
        List<Runnable> tells = new ArrayList<>();
        List<Act> acts = new ArrayList<>(Gestures.read(noticed.change(), Standing.of(ticket.get(), now), now));
        Conversations.Noticed about = noticed;
        for (Order order : asked.orders()) {
            if (order instanceof Order.Do(Act act) && !act.equals(UNDO)) {
                acts.add(act);
            } else {
                Done done = order instanceof Order.Do(Act act) ? act(connection, about, List.of(act), asked, now) : ordered(connection, about, order, asked);
                tells.add(done.tells());
                if (done.refused()) {
                    return () -> tells.forEach(Runnable::run);
                }
                // What is asked for besides is asked for the ticket that the mail belongs to by now.
                about = noticed.of(conversations.ticket(connection, noticed.mail()).orElse(noticed.ticket()));
            }
        }
        if (acts.size() > 1 && acts.removeIf(UNDO::equals)) {
            tells.add(act(connection, about, List.of(UNDO), asked, now).tells());
        }
        if (!acts.isEmpty() || tells.isEmpty()) {
            tells.add(act(connection, about, acts, asked, now).tells());
        }
        return () -> tells.forEach(Runnable::run);
    }

    private Done act(Connection connection, Conversations.Noticed noticed, List<Act> asked, Asked whole, Desk now) throws SQLException {
        Ticket ticket = ticket(connection, noticed);
        List<Act> acts = wishes.fresh(noticed, asked);
        Optional<Objection> objection = objection(noticed, ticket, acts, now);
        if (objection.isEmpty() && acts.contains(UNDO) && whole.orders().contains(new Order.Do(UNDO))) {
            objection = performance.objection(connection, ticket, UNDO, Acts.name(noticed.by(), now), noticed.at());
        }
        if (objection.isPresent()) {
            LOG.info("{} may not change ticket {} so ({}): its mails lie where they lay", noticed.by(), noticed.ticket(), objection.get());
            if (!whole.orders().isEmpty()) {
                refuse(connection, noticed, ticket, whole, objection.get().about(""));
            }
        }
        return new Done(performance.of(connection, ticket, objection.isPresent() ? List.of() : acts, Acts.name(noticed.by(), now), noticed.at()),
            objection.isPresent());
    }

    private Ticket ticket(Connection connection, Conversations.Noticed noticed) throws SQLException {
        return tickets.find(connection, Merges.survivor(connection, noticed.ticket())).orElseThrow();
    }

    /** More than another standing of the ticket. */
    private Done ordered(Connection connection, Conversations.Noticed noticed, Order order, Asked asked) throws SQLException {
        Ticket ticket = ticket(connection, noticed);
        Agent agent = asked.agent().orElseThrow();
        Uniting.United united = united(connection, noticed, ticket, order, agent);
        Optional<String> refusal = united.objection().map(why -> why.about(order instanceof Order.Unknown(String word) ? word : ""));
        if (refusal.isPresent()) {
            refuse(connection, noticed, ticket, asked, refusal.get());
        } else if (order instanceof Order.Why) {
            tell(connection, noticed.of(ticket.id()), agent, asked.told().orElseThrow());
        }
        return new Done(united.touched().isEmpty() ? performance.follow(connection, ticket) : performance.together(connection, united, agent.id(), noticed.at()),
            refusal.isPresent());
    }

    /** Of several things that are asked for at once those that come later may be meant for what is not done now. */
    private void refuse(Connection connection, Conversations.Noticed noticed, Ticket ticket, Asked asked, String words) throws SQLException {
        boolean several = noticed.change() instanceof Change.Marked marked && marked.added().size() + marked.removed().size() > 1;
        tell(connection, noticed.of(ticket.id()), asked.agent().orElseThrow(), several ? words + NOR_THE_REST : words);
    }

    private Uniting.United united(Connection connection, Conversations.Noticed noticed, Ticket ticket, Order order, Agent agent)
            throws SQLException {
        return switch (order) {
            // The ticket's other mails came along with the first one that was laid there.
            case Order.Merge(TicketId into) when into.equals(noticed.ticket()) -> Uniting.United.of();
            case Order.Merge(TicketId into) -> performance.uniting().merge(connection, noticed.ticket(), into, agent, noticed.at());
            case Order.Split split -> {
                List<Long> parting = conversations.from(connection, ticket.id(), noticed.mail());
                yield parting.isEmpty() ? Uniting.United.of() : performance.uniting().split(connection, ticket, parting, agent, noticed.at());
            }
            case Order.Why why -> conversations.mayAnswer(agent.login(), ticket, desk.get()) ? Uniting.United.of() : Uniting.United.not(Objection.DENIED);
            case Order.Mistaken(Objection mistake) -> Uniting.United.not(mistake);
            case Order.Unknown unknown -> Uniting.United.not(Objection.UNKNOWN);
            case Order.Note note -> Uniting.United.not(Objection.NEEDS_MAIL);
            case Order.Ask ask -> Uniting.United.not(Objection.NEEDS_MAIL);
            case Order.Release release -> Uniting.United.not(Objection.NEEDS_MAIL);
            case Order.Do act -> Uniting.United.of();
        };
    }

    private Optional<Objection> objection(Conversations.Noticed noticed, Ticket ticket, List<Act> acts, Desk now) {
        if (!acts.isEmpty() && !mayChange(noticed, ticket, acts, now)) {
            return Optional.of(Objection.DENIED);
        }
        WorkCalendar hours = now.calendarOf(now.teams().get(Standing.of(ticket, now).team()));
        boolean over = acts.stream().anyMatch(act -> act instanceof Act.Snooze(Until until) && until.from(noticed.at(), hours).isEmpty());
        boolean done = acts.stream().anyMatch(Act.Snooze.class::isInstance) && after(acts, ticket, noticed.at(), now).state() == Ticket.State.DONE;
        return over ? Optional.of(Objection.OVER) : done ? Optional.of(Objection.NOT_OPEN) : Optional.empty();
    }

    private static Standing after(List<Act> acts, Ticket ticket, Instant at, Desk now) {
        Standing after = Standing.of(ticket, now);
        for (Act act : acts) {
            after = after.after(act, ticket, at, now);
        }
        return after;
    }

    /**
     * A copy in a folder of one's own outlives the rights on the conversation, and a keyword knows no folder: the rights count that
     * a drag from where the ticket stands to where it would stand asks for. What leads see in a view may be anybody's.
     */
    private boolean mayChange(Conversations.Noticed noticed, Ticket ticket, List<Act> acts, Desk now) {
        String from = Standing.of(ticket, now).folder(now);
        String to = after(acts, ticket, noticed.at(), now).folder(now);
        return conversations.may(noticed.by(), Conversations.OVERDUE, "r")
            || conversations.may(noticed.by(), from, "r") && (from.equals(to) || conversations.may(noticed.by(), to, "i"));
    }

    /** Of several mails of a ticket that are laid somewhere at once one is told of. */
    private void tell(Connection connection, Conversations.Noticed noticed, Agent agent, String words) throws SQLException {
        String name = "gesture-" + agent.id() + "-" + noticed.ticket() + "-" + noticed.at().truncatedTo(ChronoUnit.MINUTES).getEpochSecond() + "-"
            + Integer.toHexString(words.hashCode());
        means.telling().tell(connection, new Telling.Word(name, agent.login(), noticed.ticket(), "工单 / Ticket [#" + noticed.ticket() + "]", words, Optional.empty(),
            noticed.at()));
    }
}
