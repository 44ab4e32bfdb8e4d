package postern.gestures;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.inject.Singleton;
import postern.desk.Desk;
import postern.desk.Priority;
import postern.desk.TicketId;
import postern.store.Schema;
import postern.store.Store;
import postern.tickets.Sql;
import postern.tickets.Ticket;
import postern.tickets.TicketEvent;
import postern.tickets.Tickets;

/**
 * Tickets that a rule brought somewhere and that are decided anew without it. The orders lie in the store, so that another process
 * gives them, and are done once, a few at a time, also after a crash.
 */
@Singleton
public final class Rethinking {
    private static final int AT_ONCE = 50;
    private static final Schema SCHEMA = new Schema("rethinking", List.of("""
        create table rethink (
          id integer primary key,
          rule text not null,
          ticket text not null,
          topic text not null,
          team text not null,
          priority text not null,
          outcome text, -- null until it is done
          unique (rule, ticket)
        );
        create index rethink_waiting on rethink(id) where outcome is null;
        """));
    /** What only people do to tickets; {@code moved} and {@code undone} count if it was not the gateway. */
    private static final String BY_PEOPLE = """
        select kind || ' ' || detail from ticket_event where ticket = (select id from ticket where number = ?)
          and (kind in ('answered', 'noted', 'held', 'released', 'merged', 'split') or kind in ('moved', 'undone') and detail not like 'postern%')
          order by id desc limit 1""";

    private final Store store;
    private final Tickets tickets;
    private final Acts acts;
    private final Provider<Desk> desk;
    private final Clock clock;

    /** What a ticket is to be without the rule. */
    public record Order(String rule, TicketId ticket, String topic, String team, Priority priority) {
    }

    private record Waiting(long id, Order order) {
    }

    @Inject
    public Rethinking(Store store, Tickets tickets, Acts acts, Provider<Desk> desk, Clock clock) {
        this.store = store;
        this.tickets = tickets;
        this.acts = acts;
        this.desk = desk;
        this.clock = clock;
        prepare(store);
    }

    /** Makes the tables, for a process that only gives orders. */
    public static void prepare(Store store) {
        store.migrate(SCHEMA);
    }

    /** Gives orders as part of a unit of work; one that was given before is not given again. @return how many are new */
    public static int give(Connection connection, List<Order> orders) throws SQLException {
        int fresh = 0;
        for (Order order : orders) {
            fresh += Sql.update(connection,
                "insert or ignore into rethink(rule, ticket, topic, team, priority) values (?, ?, ?, ?, ?)", order.rule(),
                order.ticket().value(), order.topic(), order.team(), order.priority().name());
        }
        return fresh;
    }

    /** @return how many orders of a rule are not done yet */
    public static int waiting(Connection connection, String rule) throws SQLException {
        return Sql.first(connection, "select count(*) from rethink where rule = ? and outcome is null", row -> row.getInt(1), rule)
            .orElse(0);
    }

    /** @return what became of the order; empty while it waits, or if there is none */
    public static Optional<String> outcome(Connection connection, String rule, TicketId ticket) throws SQLException {
        return Sql.first(connection, "select outcome from rethink where rule = ? and ticket = ? and outcome is not null", row ->
            row.getString(1), rule, ticket.value());
    }

    /** @return what a person did last to a ticket, in the words of its events; empty if nobody had a hand in it */
    public static Optional<String> touched(Connection connection, TicketId ticket) throws SQLException {
        return Sql.first(connection, BY_PEOPLE, row -> row.getString(1), Long.parseLong(ticket.value().replace("-", "")));
    }

    /** Does some of what waits. One thread at a time. */
    public void round() {
        List<Waiting> some = store.read(connection -> Sql.list(connection,
            "select * from rethink where outcome is null order by id limit " + AT_ONCE, Rethinking::row));
        for (Waiting one : some) {
            store.writeAndWait(connection -> perform(connection, one)).run();
        }
    }

    private static Waiting row(ResultSet row) throws SQLException {
        return new Waiting(row.getLong("id"), new Order(row.getString("rule"), new TicketId(row.getString("ticket")),
            row.getString("topic"),
            row.getString("team"), Priority.valueOf(row.getString("priority"))));
    }

    private Runnable perform(Connection connection, Waiting waiting) throws SQLException {
        Order order = waiting.order();
        Optional<Ticket> ticket = tickets.find(connection, order.ticket());
        // Asked again here: since the order was given somebody may have taken the ticket in hand.
        Optional<String> hand = touched(connection, order.ticket());
        Desk now = desk.get();
        boolean known = now.topics().containsKey(order.topic()) && now.teams().containsKey(order.team());
        boolean may = ticket.filter(open -> open.state() == Ticket.State.OPEN).isPresent() && hand.isEmpty() && known;
        String outcome = may ? "undone" : hand.map(what -> "left: " + what)
            .orElse(known ? "left: not open" : "left: the desk has changed");
        Sql.update(connection, "update rethink set outcome = ? where id = ?", outcome, waiting.id());
        if (!may) {
            return () -> { };
        }
        Instant at = clock.instant();
        tickets.note(connection, order.ticket(), new TicketEvent(at, "rule-undone", "", order.rule() + ": " + order.topic() + ", "
            + order.team() + ", "
            + order.priority().name().toLowerCase(Locale.ROOT)));
        return acts.byItself(connection, ticket.get(), acts(order, ticket.get(), now), at);
    }

    private static List<Act> acts(Order order, Ticket ticket, Desk desk) {
        List<Act> all = new ArrayList<>();
        boolean otherTopic = !ticket.topic().equals(Optional.of(order.topic()));
        if (otherTopic) {
            all.add(new Act.About(order.topic()));
        }
        Optional<String> team = otherTopic ? Optional.of(desk.topics().get(order.topic()).team()) : ticket.team();
        if (!team.equals(Optional.of(order.team()))) {
            all.add(new Act.Assign(order.team(), Optional.empty()));
        }
        if (!ticket.priority().equals(Optional.of(order.priority()))) {
            all.add(new Act.Rank(order.priority()));
        }
        return all;
    }
}
