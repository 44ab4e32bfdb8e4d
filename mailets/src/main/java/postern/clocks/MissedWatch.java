package postern.clocks;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Provider;
import javax.inject.Singleton;
import postern.desk.Desk;
import postern.desk.ServiceAddress;
import postern.desk.Team;
import postern.desk.TicketId;
import postern.desk.Topic;
import postern.replies.Acknowledgement;
import postern.replies.Composer;
import postern.replies.SqlReplies;
import postern.replies.ToldPromise;
import postern.store.Store;
import postern.tickets.ClockCache;
import postern.tickets.Merges;
import postern.tickets.Sql;
import postern.triage.Addresses;

/**
 * Looks at the times that customers were told. Who has no answer when it is over hears so once, with a new time, while the team
 * works: that the promise is forgotten, the notice and its event are one unit of work. A promise that was kept, or that no longer
 * holds, is forgotten without a word. What was merged is owed by the ticket that goes on. Thread-safe.
 */
@Singleton
public final class MissedWatch {
    private static final int AT_ONCE = 100;
    /** What could not be said for so long is not worth saying. */
    private static final Duration WORTH_SAYING = Duration.ofDays(60);

    private final Store store;
    private final Composer composer;
    private final SqlReplies replies;
    private final Provider<Desk> desk;
    private final Clock clock;
    private Optional<ToldPromise> behind = Optional.empty();

    @Inject
    public MissedWatch(Store store, Composer composer, SqlReplies replies, Provider<Desk> desk, Clock clock) {
        this.store = store;
        this.composer = composer;
        this.replies = replies;
        this.desk = desk;
        this.clock = clock;
    }

    /** What is to be said, or why not. */
    private sealed interface Stand {
        record Over() implements Stand {
        }

        record Asleep() implements Stand {
        }

        record Missed(Topic topic, Team team, ServiceAddress from) implements Stand {
        }
    }

    /** Looks at some that are over; at the next ones when called again, and then anew: those who must wait hold up nobody. */
    public synchronized void look() {
        Desk now = desk.get();
        Instant moment = clock.instant();
        List<ToldPromise> passed = store.read(connection -> ToldPromise.passed(connection, moment, behind, AT_ONCE));
        behind = passed.size() < AT_ONCE ? Optional.empty() : Optional.of(passed.getLast());
        List<ToldPromise> ripe = passed.stream()
            .filter(told -> !(store.read(connection -> stand(connection, told, now, moment)) instanceof Stand.Asleep)).toList();
        if (!ripe.isEmpty()) {
            store.writeAndWait(connection -> {
                for (ToldPromise told : ripe) {
                    settle(connection, told, now, moment);
                }
                return null;
            });
        }
    }

    private void settle(Connection connection, ToldPromise told, Desk now, Instant moment) throws SQLException {
        switch (stand(connection, told, now, moment)) {
            case Stand.Over over -> told.forget(connection);
            case Stand.Asleep asleep -> { }
            case Stand.Missed missed -> tell(connection, told, missed, now, moment);
        }
    }

    private void tell(Connection connection, ToldPromise told, Stand.Missed missed, Desk now, Instant moment) throws SQLException {
        Instant deadline = now.calendarOf(missed.team()).after(moment, missed.topic().promise().firstResponse());
        Composer.Promised promised = new Composer.Promised(told.ticket(), missed.topic(), missed.team(), deadline);
        Acknowledgement notice = composer.missed(told, promised, missed.from(), now, moment);
        // Forgotten by another at the same time, such as an erasure, it is told to nobody; over budget it waits.
        String times = told.deadline() + " -> " + deadline;
        if (told.forget(connection)) {
            if (replies.tellMissed(connection, notice, times, now.acknowledgements())) {
                ToldPromise.forgetMerged(connection, Merges.survivor(connection, told.ticket()), told.address());
            } else {
                told.remember(connection);
            }
        }
    }

    private record Place(String topic, String team) {
    }

    private Stand stand(Connection connection, ToldPromise told, Desk now, Instant moment) throws SQLException {
        TicketId ticket = Merges.survivor(connection, told.ticket());
        Optional<Place> place = Sql.first(connection, "select topic, team from ticket where number = ? and state = 'open'",
            row -> new Place(row.getString(1), row.getString(2)), Long.parseLong(ticket.value().replace("-", "")));
        Optional<ServiceAddress> from = Addresses.served(now, told.service());
        boolean says = now.acknowledgements().enabled() && !now.acknowledgements().missed().isEmpty();
        boolean stale = told.deadline().isBefore(moment.minus(WORTH_SAYING));
        if (place.isEmpty() || from.isEmpty() || !says || stale || !waits(connection, told, ticket)) {
            return new Stand.Over();
        }
        Topic topic = Optional.ofNullable(place.get().topic()).map(now.topics()::get).orElse(now.fallbackTopic());
        Team team = Optional.ofNullable(place.get().team()).map(now.teams()::get).orElse(now.catchAllTeam());
        if (!topic.promise().tellsMissed()) {
            return new Stand.Over();
        }
        boolean may = now.calendarOf(team).isOpen(moment)
            && replies.mayTell(connection, told.address(), moment, now.acknowledgements());
        return may ? new Stand.Missed(topic, team, from.get()) : new Stand.Asleep();
    }

    /** Whether the question that was acknowledged has no answer, and no person answered before it; another ticket may owe it by now. */
    private static boolean waits(Connection connection, ToldPromise told, TicketId ticket) throws SQLException {
        return ClockCache.waiting(connection, ticket).stream()
            .anyMatch(asked -> !asked.at().isAfter(told.at()) && asked.answered().equals(Optional.of(false)));
    }
}
