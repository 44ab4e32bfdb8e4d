package postern.keeping;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Singleton;
import postern.desk.TicketId;
import postern.store.Schema;
import postern.store.Store;
import postern.tickets.Sql;
import postern.tickets.SqlTickets;

/** All holds, those that were lifted too. Thread-safe; several processes may look and change. */
@Singleton
public final class Holds {
    static final Schema SCHEMA = new Schema("keeping", List.of("""
        create table hold (
          id integer primary key autoincrement,
          kind text not null, -- ticket, person, topic, query
          what text not null, -- digits of the number, address, id of the topic, or the query
          since integer, until integer, -- of a topic's tickets: when they were opened
          reason text not null, by text not null, at integer not null,
          lifted integer, lifted_by text, lifted_why text
        );
        create table forgotten (ticket integer primary key, at integer not null, cause text not null);
        create table keeping_swept (one integer primary key check (one = 1), at integer not null);
        """, """
        create table hold_ticket (hold integer not null, ticket integer not null, primary key (hold, ticket)) without rowid; -- numbers that a query found
        """));

    /** SQL: whether the hold {@code h} names a ticket of the outer query, {@code k}. */
    private static final String NAMES = """
        (h.kind = 'ticket' and k.number = cast(h.what as integer)
          or h.kind = 'topic' and k.topic = h.what and k.opened >= h.since and k.opened < h.until
          or h.kind = 'query' and exists (select 1 from hold_ticket q where q.hold = h.id and q.ticket = k.number)
          or h.kind = 'person' and (k.customer = h.what or exists (select 1 from ticket_participant p where p.ticket = k.id and p.address = h.what)
            or exists (select 1 from ticket_writer w where w.ticket = k.id and w.address = h.what)))""";

    /** SQL: whether a ticket of the outer query, {@code t}, is under the hold {@code h}: itself, or one that was merged with it or parted from it. */
    private static final String COVERS = "exists (select 1 from ticket k where (k.id = t.id or k.family = t.family) and " + NAMES + ")";

    /** SQL: whether a ticket of the outer query, {@code t}, is under any hold. */
    public static final String HELD = "exists (select 1 from hold h where h.lifted is null and " + COVERS + ")";

    private static final int AT_ONCE = 500;

    private final Store store;
    private final Clock clock;
    private final TicketSearch search;

    /** @param tickets whose tables are there by then */
    @Inject
    public Holds(SqlTickets tickets, Store store, Clock clock, TicketSearch search) {
        this.search = search;
        this.store = store;
        this.clock = clock;
        store.migrate(SCHEMA);
    }

    Clock clock() {
        return clock;
    }

    /** Puts a hold on, and says so in the events of the tickets that are under it now; later ones are under it too. */
    public Hold add(Hold.Scope scope, String reason, String by) {
        Instant now = clock.instant();
        Hold added = store.writeAndWait(connection -> {
            Row row = Row.of(scope);
            long id = Sql.first(connection, "insert into hold(kind, what, since, until, reason, by, at) values (?, ?, ?, ?, ?, ?, ?) returning id",
                r -> r.getLong(1), row.kind(), row.what(), row.since(), row.until(), reason, by, now).orElseThrow();
            note(connection, id, "held", by + ": " + reason, now);
            return new Hold(id, scope, reason, by, now, Optional.empty());
        });
        extend(added);
        return added;
    }

    /** Puts under holds on queries what they match by now. Called before anything is deleted; if it fails, nothing is. */
    public void renew() {
        all().stream().filter(hold -> hold.lifted().isEmpty()).forEach(this::extend);
    }

    private void extend(Hold hold) {
        if (hold.scope() instanceof Hold.Scope.Query query) {
            List<TicketId> found = List.copyOf(search.tickets(query.query()));
            for (int from = 0; from < found.size(); from += AT_ONCE) {
                List<TicketId> some = found.subList(from, Math.min(found.size(), from + AT_ONCE));
                store.writeAndWait(connection -> extend(connection, hold, some));
            }
        }
    }

    private int extend(Connection connection, Hold hold, List<TicketId> found) throws SQLException {
        int fresh = 0;
        for (TicketId ticket : found) {
            long number = Long.parseLong(digits(ticket));
            if (Sql.update(connection, "insert or ignore into hold_ticket(hold, ticket) values (?, ?)", hold.id(), number) > 0) {
                fresh += Sql.update(connection, "insert into ticket_event(ticket, at, kind, mail, detail) select id, ?, 'held', '', ? from ticket where number = ?",
                    clock.instant(), hold.by() + ": " + hold.reason(), number);
            }
        }
        return fresh;
    }

    /** @return the hold as it is now; empty if there is no such hold, or it was lifted before */
    public Optional<Hold> lift(long id, String reason, String by) {
        Instant now = clock.instant();
        return store.writeAndWait(connection -> {
            int lifted = Sql.update(connection, "update hold set lifted = ?, lifted_by = ?, lifted_why = ? where id = ? and lifted is null",
                now, by, reason, id);
            if (lifted > 0) {
                note(connection, id, "released", by + ": " + reason, now);
            }
            return lifted == 0 ? Optional.empty() : Sql.first(connection, "select * from hold where id = ?", Holds::hold, id);
        });
    }

    private static void note(Connection connection, long hold, String kind, String detail, Instant at) throws SQLException {
        Sql.update(connection, "insert into ticket_event(ticket, at, kind, mail, detail) select t.id, ?, ?, '', ? from ticket t, hold h where h.id = ? and "
            + COVERS, at, kind, detail, hold);
    }

    /** @return oldest first */
    public List<Hold> all() {
        return store.read(connection -> Sql.list(connection, "select * from hold order by id", Holds::hold));
    }

    /** @return how many tickets a hold covers now */
    public int covered(long hold) {
        return store.read(connection -> Sql.first(connection, "select count(*) from ticket t, hold h where h.id = ? and " + COVERS,
            row -> row.getInt(1), hold)).orElse(0);
    }

    /** The holds on a ticket, as part of a unit of work or a reading of the caller's. */
    public static List<Hold> on(Connection connection, TicketId ticket) throws SQLException {
        return Sql.list(connection, "select h.* from hold h, ticket t where t.number = ? and h.lifted is null and " + COVERS + " order by h.id",
            Holds::hold, Long.parseLong(digits(ticket)));
    }

    /** The holds on a person, as part of a unit of work or a reading of the caller's. */
    public static List<Hold> on(Connection connection, String address) throws SQLException {
        return Sql.list(connection, "select * from hold where kind = 'person' and what = ? and lifted is null order by id", Holds::hold,
            address.toLowerCase(Locale.ROOT));
    }

    private record Row(String kind, String what, Optional<Instant> since, Optional<Instant> until) {
        static Row of(Hold.Scope scope) {
            return switch (scope) {
                case Hold.Scope.OneTicket one -> new Row("ticket", digits(one.ticket()), Optional.empty(), Optional.empty());
                case Hold.Scope.Person person -> new Row("person", person.address().toLowerCase(Locale.ROOT), Optional.empty(), Optional.empty());
                case Hold.Scope.Query query -> new Row("query", query.query(), Optional.empty(), Optional.empty());
                case Hold.Scope.Topic topic -> new Row("topic", topic.topic(), Optional.of(topic.from()), Optional.of(topic.until()));
            };
        }
    }

    private static Hold hold(ResultSet row) throws SQLException {
        String what = row.getString("what");
        Hold.Scope scope = switch (row.getString("kind")) {
            case "ticket" -> new Hold.Scope.OneTicket(TicketId.ofDigits(what));
            case "person" -> new Hold.Scope.Person(what);
            case "query" -> new Hold.Scope.Query(what);
            default -> new Hold.Scope.Topic(what, instant(row, "since"), instant(row, "until"));
        };
        Optional<Hold.Lifted> lifted = row.getObject("lifted") == null ? Optional.empty()
            : Optional.of(new Hold.Lifted(instant(row, "lifted"), row.getString("lifted_by"), row.getString("lifted_why")));
        return new Hold(row.getLong("id"), scope, row.getString("reason"), row.getString("by"), instant(row, "at"), lifted);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    private static String digits(TicketId ticket) {
        return ticket.value().replace("-", "");
    }
}
