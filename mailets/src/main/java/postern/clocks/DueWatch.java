package postern.clocks;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.inject.Singleton;
import org.apache.mailet.Mail;
import postern.clocks.Views.View;
import postern.desk.Agent;
import postern.desk.Desk;
import postern.desk.Team;
import postern.desk.TicketId;
import postern.replies.Notices;
import postern.replies.Outbox;
import postern.store.Schema;
import postern.store.Store;
import postern.tickets.Recount;
import postern.tickets.Sql;
import postern.tickets.Ticket;
import postern.tickets.Tickets;

/** Looks at the clocks of open tickets: shows what is due in the views, and says so once. One thread at a time. */
@Singleton
public final class DueWatch {
    private static final Schema SCHEMA = new Schema("clocks", List.of("""
        create table due_told (ticket text not null, deadline integer not null, view text not null, primary key (ticket, deadline, view)) without rowid;
        """));
    /** More than these nobody looks through; the most overdue come first. */
    private static final int MOST = 500;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm");

    private final Store store;
    private final Tickets tickets;
    private final Views views;
    private final Outbox outbox;
    private final Provider<Desk> desk;
    private final Clock clock;
    private final Recount recount;

    @Inject
    public DueWatch(Store store, Tickets tickets, Views views, Outbox outbox, Provider<Desk> desk, Clock clock) {
        store.migrate(SCHEMA);
        this.store = store;
        this.tickets = tickets;
        this.views = views;
        this.outbox = outbox;
        this.desk = desk;
        this.clock = clock;
        this.recount = new Recount(store);
    }

    /** One look at all clocks. */
    public void look() {
        Desk now = desk.get();
        Instant moment = clock.instant();
        recount.look(now, moment);
        List<Ticket> late = tickets.dueBefore(moment, MOST);
        show(View.OVERDUE, late, union(late, late.size() < MOST ? List.of() : tickets.lastDueBefore(moment, MOST)), now, moment);
        List<Ticket> soon = tickets.dueFrom(moment, moment.plus(now.answers().dueSoon()), MOST);
        show(View.DUE_SOON, soon, soon, now, moment);
    }

    private static List<Ticket> union(List<Ticket> one, List<Ticket> other) {
        Map<TicketId, Ticket> all = new LinkedHashMap<>();
        one.forEach(ticket -> all.put(ticket.id(), ticket));
        other.forEach(ticket -> all.putIfAbsent(ticket.id(), ticket));
        return List.copyOf(all.values());
    }

    /** @param news those to tell of if nobody was told: also what is newly due when the view is full of what is due for long */
    private void show(View view, List<Ticket> due, List<Ticket> news, Desk now, Instant moment) {
        Set<TicketId> wanted = due.stream().map(Ticket::id).collect(Collectors.toCollection(LinkedHashSet::new));
        Set<TicketId> shown = views.shown(view);
        List<TicketId> more = wanted.stream().filter(id -> !shown.contains(id)).toList();
        List<TicketId> less = shown.stream().filter(id -> !wanted.contains(id)).toList();
        List<Ticket> untold = untold(view, news, now, moment);
        if (more.isEmpty() && less.isEmpty() && untold.isEmpty()) {
            return;
        }
        store.writeAndWait(connection -> {
            tell(connection, view, untold, now, moment);
            return views.change(connection, view, more, less);
        }).run();
    }

    /** Those about which somebody is to be told now: a mail at midnight helps nobody. */
    private List<Ticket> untold(View view, List<Ticket> due, Desk now, Instant moment) {
        List<Ticket> awake = due.stream().filter(ticket -> now.calendarOf(team(ticket, now)).isOpen(moment)).toList();
        return awake.isEmpty() ? awake : store.read(connection -> {
            List<Ticket> untold = new ArrayList<>();
            for (Ticket ticket : awake) {
                if (Sql.first(connection, "select 1 from due_told where ticket = ? and deadline = ? and view = ?", row -> true, ticket.id().value(),
                        ticket.deadline(), view).isEmpty()) {
                    untold.add(ticket);
                }
            }
            return untold;
        });
    }

    private void tell(Connection connection, View view, List<Ticket> untold, Desk now, Instant moment) throws SQLException {
        Map<String, List<Ticket>> byReader = new LinkedHashMap<>();
        for (Ticket ticket : untold) {
            Sql.update(connection, "insert or ignore into due_told values (?, ?, ?)", ticket.id().value(), ticket.deadline(), view);
            readers(view, ticket, now).forEach(login -> byReader.computeIfAbsent(login, reader -> new ArrayList<>()).add(ticket));
        }
        for (Map.Entry<String, List<Ticket>> reader : byReader.entrySet()) {
            String name = "due-" + moment.toEpochMilli() + "-" + view.ordinal() + "-" + reader.getKey().replaceAll("[^A-Za-z0-9.-]", "-");
            outbox.put(connection, name, List.of(reader.getKey()), notice(name, view, reader.getKey(), reader.getValue(), now, moment), Mail.DEFAULT);
        }
    }

    private static Set<String> readers(View view, Ticket ticket, Desk now) {
        if (view == View.DUE_SOON) {
            return ticket.agent().map(now.agents()::get).map(Agent::login).map(Set::of).orElse(Set.of());
        }
        Set<String> members = team(ticket, now).members().stream().map(now.agents()::get).filter(agent -> agent != null && agent.lead())
            .map(Agent::login).collect(Collectors.toCollection(TreeSet::new));
        return members.isEmpty() ? now.agents().values().stream().filter(Agent::lead).map(Agent::login).collect(Collectors.toCollection(TreeSet::new)) : members;
    }

    private static Team team(Ticket ticket, Desk now) {
        return ticket.team().map(now.teams()::get).orElse(now.catchAllTeam());
    }

    private static byte[] notice(String name, View view, String login, List<Ticket> due, Desk now, Instant moment) {
        boolean late = view == View.OVERDUE;
        String subject = late ? "已超时的工单 / Tickets overdue: " + due.size() : "即将到期的工单 / Tickets due soon: " + due.size();
        StringBuilder text = new StringBuilder(late ? "以下工单已超过承诺的答复时间（见 Desk/Overdue）：\nThe promised time of these tickets is over:\n\n"
            : "以下工单即将到期：\nThese tickets are due soon:\n\n");
        for (Ticket ticket : due) {
            ZoneId zone = now.calendarOf(team(ticket, now)).zone();
            text.append(TIME.format(ticket.deadline().orElseThrow().atZone(zone))).append("  ").append(ticket.id()).append("  ")
                .append(team(ticket, now).folder()).append(ticket.agent().map(agent -> "/" + agent).orElse("")).append("  ")
                .append(ticket.subject().replaceAll("\\p{Cntrl}+", " ")).append('\n');
        }
        return Notices.compose(name, login, subject, text.toString(), now, moment);
    }
}
