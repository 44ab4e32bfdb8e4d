package postern.replies;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import postern.desk.Acknowledgements;
import postern.desk.Reason;
import postern.store.Schema;
import postern.store.Store;
import postern.tickets.Merges;
import postern.tickets.Sql;
import postern.tickets.TicketEvent;
import postern.tickets.Tickets;
import postern.triage.Addresses;
import postern.triage.ReplyPolicy;

/** Acknowledgements remembered in the store; each row is the memory of one mail and one unit of three budgets. */
public final class SqlReplies implements Replies {
    static final Schema SCHEMA = new Schema("replies", List.of("""
        create table acknowledgement (
          mail text primary key,
          address text not null,
          domain text not null,
          at integer not null
        ) without rowid;
        create index acknowledgement_address on acknowledgement(address, at);
        create index acknowledgement_domain on acknowledgement(domain, at);
        create index acknowledgement_at on acknowledgement(at);
        """, """
        create table numbered (
          id integer primary key, -- counts them: those of the last hour are those behind the last one before it
          mail text not null unique,
          address text not null,
          domain text not null,
          at integer not null
        );
        insert into numbered(mail, address, domain, at) select mail, address, domain, at from acknowledgement order by at;
        drop table acknowledgement;
        alter table numbered rename to acknowledgement;
        create index acknowledgement_address on acknowledgement(address, at);
        create index acknowledgement_domain on acknowledgement(domain, at);
        create index acknowledgement_at on acknowledgement(at);
        """));
    static final Duration HOUR = Duration.ofHours(1);

    private final Outbox outbox;
    private final Tickets tickets;

    @Inject
    public SqlReplies(Store store, Outbox outbox, Tickets tickets) {
        this.outbox = outbox;
        this.tickets = tickets;
        store.migrate(SCHEMA);
        store.migrate(ToldPromise.SCHEMA);
    }

    @Override
    public Reason release(Connection connection, Acknowledgement acknowledgement, Acknowledgements budget) throws SQLException {
        Before before = before(connection, acknowledgement.mail(), acknowledgement.to(), acknowledgement.at(), budget);
        if (before.remembered()) {
            return Reason.of("safe");
        }
        Optional<Reason> over = ReplyPolicy.overBudget(budget, before.sent());
        if (over.isEmpty()) {
            leave(connection, acknowledgement, acknowledgement.mail() + "-ack");
            if (acknowledgement.told().isPresent()) {
                acknowledgement.told().get().remember(connection);
            }
        }
        tickets.note(connection, acknowledgement.ticket(), new TicketEvent(acknowledgement.at(), over.isEmpty() ? acknowledgement.event() : "not-acknowledged",
            acknowledgement.mail(), over.map(Reason::toString).orElse("")));
        return over.orElse(Reason.of("safe"));
    }

    /**
     * Lets the notice of a missed promise leave within the same budgets, as part of the caller's unit of work, and notes it with the
     * ticket that goes on with the customer's.
     *
     * @param detail of the event
     * @return false if a budget stopped it: nothing was written
     */
    public boolean tellMissed(Connection connection, Acknowledgement notice, String detail, Acknowledgements budget) throws SQLException {
        if (!mayTell(connection, notice.to(), notice.at(), budget)) {
            return false;
        }
        leave(connection, notice, notice.mail());
        tickets.note(connection, Merges.survivor(connection, notice.ticket()),
            new TicketEvent(notice.at(), notice.event(), notice.mail(), detail));
        return true;
    }

    /** @return whether no budget stops a mail to this address now */
    public boolean mayTell(Connection connection, String to, Instant now, Acknowledgements budget) throws SQLException {
        return ReplyPolicy.overBudget(budget, before(connection, "", to, now, budget).sent()).isEmpty();
    }

    private void leave(Connection connection, Acknowledgement mail, String name) throws SQLException {
        outbox.sendOnce(connection, name, mail.to(), mail.message());
        Sql.update(connection, "insert into acknowledgement(mail, address, domain, at) values (?, ?, ?, ?)", mail.mail(),
            Addresses.withoutDetail(mail.to()), mail.domain(), mail.at());
    }

    /** @param remembered whether the mail was answered before */
    private record Before(boolean remembered, ReplyPolicy.Sent sent) {
    }

    /**
     * One question, because each mail asks it. Addresses and domains count no further than their budgets go; of all, which may be many,
     * it looks at two rows only.
     */
    private static Before before(Connection connection, String mail, String to, Instant now, Acknowledgements budget) throws SQLException {
        return Sql.first(connection, """
            select exists (select 1 from acknowledgement where mail = ?1),
              (select count(*) from (select 1 from acknowledgement where address = ?2 and at > ?3 limit ?4 + 0)),
              (select count(*) from (select 1 from acknowledgement where domain = ?5 and at > ?6 limit ?7 + 0)),
              coalesce((select max(id) from acknowledgement), 0)
                - coalesce((select id from acknowledgement where at <= ?6 order by at desc limit 1), 0)""",
            row -> new Before(row.getBoolean(1), new ReplyPolicy.Sent(row.getInt(2), row.getInt(3), row.getInt(4))), mail,
            Addresses.withoutDetail(to), now.minus(budget.addressPeriod()), budget.perAddress(), Acknowledgement.domain(to),
            now.minus(HOUR), budget.perDomain()).orElseThrow();
    }
}
