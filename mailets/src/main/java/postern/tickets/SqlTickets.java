package postern.tickets;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import javax.inject.Inject;
import javax.inject.Provider;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.store.Store;
import postern.store.Work;
import postern.triage.Choice;
import postern.triage.Docket;
import postern.triage.lastlook.Mentions;

/** Tickets in the store. */
public final class SqlTickets implements Tickets {
    private final Store store;
    private final RandomGenerator random;
    private final Provider<Desk> desk;

    /** @param random unpredictable: ticket numbers are drawn from it */
    @Inject
    public SqlTickets(Store store, RandomGenerator random, Provider<Desk> desk) {
        this.store = store;
        this.random = random;
        this.desk = desk;
        store.migrate(TicketTables.SCHEMA);
    }

    @Override
    public Placed place(Placement placement) {
        return store.writeAndWait(new Placing(placement, random));
    }

    @Override
    public Optional<TicketId> answer(Placement answer, String agent, Predicate<Ticket> allowed) {
        return store.writeAndWait(new Answering(answer, agent, allowed, desk.get()));
    }

    @Override
    public Work<Optional<TicketId>> answered(Placement answer) {
        Answering answering = new Answering(answer, "", ticket -> true, desk.get());
        return connection -> answering.found(connection).map(Choice.Join::ticket);
    }

    @Override
    public void decide(Docket docket) {
        store.writeAndWait(decision(docket));
    }

    @Override
    public Work<Void> decision(Docket docket) {
        return new Deciding(docket, desk);
    }

    @Override
    public Optional<Ticket> find(TicketId ticket) {
        return store.read(connection -> find(connection, ticket));
    }

    @Override
    public Optional<Ticket> find(Connection connection, TicketId ticket) throws SQLException {
        return Sql.first(connection, "select * from ticket where number = ?", Rows::ticket, Rows.number(ticket));
    }

    @Override
    public TicketId survivor(TicketId ticket) {
        return store.read(connection -> Merges.survivor(connection, ticket));
    }

    @Override
    public boolean isShared(Connection connection, TicketId ticket, String mail) throws SQLException {
        return Sql.first(connection, "select 1 from ticket_event where ticket = (select id from ticket where number = ?) and mail <> ? limit 1",
            row -> true, Rows.number(ticket), mail).isPresent();
    }

    @Override
    public List<TicketEvent> events(TicketId ticket, int atMost) {
        return store.read(connection -> Sql.list(connection, """
            select e.* from ticket_event e join ticket t on t.id = e.ticket where t.number = ? order by e.id desc limit ?""",
            Rows::event, Rows.number(ticket), atMost)).reversed();
    }

    @Override
    public List<Ticket> dueBefore(Instant instant, int atMost) {
        return store.read(connection -> Sql.list(connection,
            "select * from ticket where state = 'open' and deadline < ? order by deadline limit ?", Rows::ticket, instant, atMost));
    }

    @Override
    public List<Ticket> dueFrom(Instant instant, Instant before, int atMost) {
        return store.read(connection -> Sql.list(connection, "select * from ticket where state = 'open' and deadline >= ? and deadline < ?"
            + " order by deadline limit ?", Rows::ticket, instant, before, atMost));
    }

    @Override
    public List<Ticket> lastDueBefore(Instant instant, int atMost) {
        return store.read(connection -> Sql.list(connection,
            "select * from ticket where state = 'open' and deadline < ? order by deadline desc limit ?", Rows::ticket, instant, atMost));
    }

    @Override
    public Map<String, Integer> load() {
        return store.read(connection -> Sql.list(connection, "select agent, open from agent_load where open > 0",
            row -> Map.entry(row.getString(1), row.getInt(2)))).stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public boolean answeredBefore(String address) {
        return store.read(connection -> Sql.first(connection, "select 1 from correspondent where address = ?", row -> true, address)).isPresent();
    }

    @Override
    public List<String> orders(TicketId ticket) {
        return store.read(connection -> Sql.first(connection, "select orders from ticket where number = ?", row -> Lookup.orders(row.getString(1)),
            Rows.number(ticket))).orElse(List.of());
    }

    @Override
    public List<String> ofOthers(Optional<TicketId> ticket, List<String> people, Mentions mentions) {
        return mentions.isEmpty() ? List.of() : store.read(new Strangers(ticket, people, mentions));
    }

    @Override
    public void change(TicketId ticket, Change change) {
        store.writeAndWait(connection -> {
            change(connection, ticket, change);
            return null;
        });
    }

    @Override
    public void change(Connection connection, TicketId ticket, Change change) throws SQLException {
        Changing.change(connection, ticket, change, desk.get());
    }

    @Override
    public void restore(Connection connection, Ticket before, String by, Instant at) throws SQLException {
        Changing.restore(connection, before, by, at, desk.get());
    }

    @Override
    public void note(Connection connection, TicketId ticket, TicketEvent event) throws SQLException {
        Rows.event(connection, ticket, event);
    }
}
