package postern.learning;

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
import postern.gestures.Moves;
import postern.gestures.Moves.Move;
import postern.letter.Letter;
import postern.letter.LetterReader;
import postern.store.Store;
import postern.triage.Wordings;
import postern.triage.model.Wording;

/** Takes lessons from what agents did to tickets, once it is sure that they meant it. One thread at a time. */
@Singleton
public final class Teaching {
    /** Until then an act can be taken back as if it had not been. */
    private static final Duration SETTLED = Duration.ofMinutes(1);
    /** So many tickets at once are tidying up, and nobody read them one by one. */
    private static final int MANY = 3;
    private static final int AT_ONCE = 100;

    private final Store store;
    private final Openings openings;
    private final LetterReader reader;
    private final Provider<Desk> desk;
    private final Clock clock;

    /** @param lessons whose tables are there by then */
    @Inject
    public Teaching(SqlLessons lessons, Store store, Openings openings, LetterReader reader, Provider<Desk> desk, Clock clock) {
        this.store = store;
        this.openings = openings;
        this.reader = reader;
        this.desk = desk;
        this.clock = clock;
    }

    /** Reads on in the journal of gestures. */
    public void collect() {
        Instant settled = clock.instant().minus(SETTLED);
        List<Move> moves;
        do {
            moves = store.read(connection -> Moves.after(connection, SqlLessons.read(connection), settled, AT_ONCE));
            moves.forEach(this::take);
        } while (moves.size() == AT_ONCE);
    }

    private void take(Move move) {
        Optional<Wording> wording = teaches(move) ? store.read(connection -> openings.opening(connection, move.ticket())).flatMap(this::wording)
            : Optional.empty();
        store.writeAndWait(connection -> {
            write(connection, move, wording);
            SqlLessons.readUntil(connection, move.id());
            return null;
        });
    }

    private static void write(Connection connection, Move move, Optional<Wording> wording) throws SQLException {
        if (move.junk()) {
            SqlLessons.forget(connection, move.ticket());
        } else if (wording.isPresent()) {
            SqlLessons.put(connection, new Lesson(move.ticket(), move.to(), move.topic(), wording.get(), move.at()));
        }
    }

    private boolean teaches(Move move) {
        Desk now = desk.get();
        return !move.junk() && move.company() < MANY && now.agents().containsKey(move.by()) && now.teams().containsKey(move.to());
    }

    /** What machines send teaches nothing. */
    private Optional<Wording> wording(byte[] octets) {
        Letter letter = reader.read(octets);
        Wording wording = Wordings.of(letter);
        return letter.callsForPeople() && !(wording.subject() + wording.text()).isBlank() ? Optional.of(wording) : Optional.empty();
    }
}
