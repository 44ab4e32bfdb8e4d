package postern.keeping;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import postern.archive.Archive;
import postern.archive.Selection;
import postern.desk.Desk;
import postern.desk.Retention;
import postern.desk.TicketId;
import postern.gestures.Moves;
import postern.learning.SqlLessons;
import postern.store.Store;
import postern.tickets.Figures;
import postern.tickets.Sql;

/**
 * Deletes the mails of tickets that have been done for as long as the desk keeps them. What is deleted is overwritten in the store.
 *
 * <p>Tickets are looked for outside of the writer, and each unit of work asks again whether its ticket is still done, over its time
 * and under no hold: agents and holds that come in between win. Tickets that were merged or parted share mails: each is kept until
 * all of them are over.
 */
@Singleton
public final class RetentionSweep {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionSweep.class);
    private static final int TICKETS = 200;
    private static final int MAILS_A_UNIT = 50;

    private final Store store;
    private final KeptMails mails;
    private final Archive archive;
    private final Provider<Desk> desk;
    private final Holds holds;
    private final MeterRegistry meters;

    @Inject
    public RetentionSweep(Store store, KeptMails mails, Archive archive, Provider<Desk> desk, Holds holds, MeterRegistry meters) {
        this.store = store;
        this.archive = archive;
        this.mails = mails;
        this.desk = desk;
        this.holds = holds;
        this.meters = meters;
    }

    /** What was deleted. */
    public record Swept(int tickets, int mails) {
        private Swept and(Swept other) {
            return new Swept(tickets + other.tickets, mails + other.mails);
        }
    }

    /** A done ticket that was not forgotten yet. @param family tickets that were merged with it or parted from it */
    private record Candidate(long row, TicketId ticket, Optional<String> topic, boolean junk, Instant closed, List<Candidate> family) {
    }

    /** Does now all that is due. One thread at a time, when all tables are there. */
    public Swept sweep() {
        Retention retention = desk.get().retention();
        Instant now = holds.clock().instant();
        holds.renew();
        Swept swept = new Swept(0, 0);
        List<Candidate> some = retention.keepsAll() ? List.of() : after(0);
        while (!some.isEmpty()) {
            for (Candidate candidate : some) {
                swept = swept.and(isOver(candidate, retention, now) ? forget(candidate, retention, now) : new Swept(0, 0));
            }
            some = after(some.getLast().row());
        }
        store.writeAndWait(connection -> Sql.update(connection,
            "insert into keeping_swept(one, at) values (1, ?) on conflict(one) do update set at = excluded.at", now));
        meters.counter("postern.retention.deleted", "kind", "tickets").increment(swept.tickets());
        meters.counter("postern.retention.deleted", "kind", "mails").increment(swept.mails());
        LOG.info("Retention: {} tickets were kept for their time; {} of their mails are deleted", swept.tickets(), swept.mails());
        return swept;
    }

    /** When it was done last. */
    public Optional<Instant> last() {
        return store.read(connection -> Sql.first(connection, "select at from keeping_swept", row -> Instant.ofEpochMilli(row.getLong(1))));
    }

    private static final String DONE = "select t.id, t.number, t.topic, t.closed from ticket t where t.state = 'done' and t.closed is not null"
        + " and not exists (select 1 from forgotten f where f.ticket = t.id and f.at >= t.closed) and not " + Holds.HELD
        + " and not exists (select 1 from ticket k where k.family = t.family and (k.state <> 'done' or k.closed is null))";
    private static final String FAMILY = "select t.id, t.number, t.topic, t.closed from ticket t where t.id <> ? and t.family = (select family from ticket where id = ?)";

    private List<Candidate> after(long row) {
        return store.read(connection -> candidates(connection, DONE + " and t.id > ? order by t.id limit ?", row, TICKETS));
    }

    private static List<Candidate> candidates(Connection connection, String sql, Object... values) throws SQLException {
        List<Candidate> found = new ArrayList<>();
        for (Candidate one : rows(connection, sql, values)) {
            found.add(new Candidate(one.row(), one.ticket(), one.topic(), one.junk(), one.closed(), rows(connection, FAMILY, one.row(), one.row())));
        }
        return found;
    }

    private static List<Candidate> rows(Connection connection, String sql, Object... values) throws SQLException {
        List<Candidate> found = new ArrayList<>();
        for (Candidate one : Sql.list(connection, sql, row -> new Candidate(row.getLong(1), TicketId.ofDigits(row.getString(2)),
                Optional.ofNullable(row.getString(3)), false, Instant.ofEpochMilli(row.getLong(4)), List.of()), values)) {
            found.add(new Candidate(one.row(), one.ticket(), one.topic(), Moves.isJunk(connection, one.ticket()), one.closed(), List.of()));
        }
        return found;
    }

    private static boolean isOver(Candidate candidate, Retention retention, Instant now) {
        return retention.until(candidate.topic(), candidate.junk(), now).filter(candidate.closed()::isBefore).isPresent()
            && candidate.family().stream().allMatch(one -> isOver(one, retention, now));
    }

    private Swept forget(Candidate candidate, Retention retention, Instant now) {
        Swept swept = new Swept(0, 0);
        Selection archived = archived(candidate.ticket());
        int removed = MAILS_A_UNIT;
        while (removed == MAILS_A_UNIT) {
            Optional<List<Long>> gone = store.eraseAndWait(connection -> {
                boolean still = candidates(connection, DONE + " and t.id = ?", candidate.row()).stream().anyMatch(one -> isOver(one, retention, now));
                return still ? Optional.of(step(connection, candidate, archived, now)) : Optional.empty();
            });
            removed = gone.map(List::size).orElse(0);
            swept = swept.and(new Swept(gone.isPresent() && removed < MAILS_A_UNIT ? 1 : 0, removed));
        }
        return swept;
    }

    private Selection archived(TicketId ticket) {
        return new Selection(archive.exists() ? archive.namesOf(ticket) : Set.of(), Set.of(ticket));
    }

    private List<Long> step(Connection connection, Candidate candidate, Selection archived, Instant now) throws SQLException {
        List<Long> some = mails.of(connection, candidate.ticket(), MAILS_A_UNIT);
        store.afterCommit(mails.remove(connection, some));
        if (some.size() < MAILS_A_UNIT) {
            SqlLessons.forget(connection, candidate.ticket());
            Figures.keepOnly(connection, candidate.ticket());
            if (archive.exists()) {
                archive.erase(connection, archived, "retention-" + LocalDate.ofInstant(now, ZoneOffset.UTC));
            }
            Sql.update(connection, "insert into forgotten(ticket, at, cause) values (?, ?, 'retention') on conflict(ticket) do update set at = excluded.at",
                candidate.row(), now);
        }
        return some;
    }
}
