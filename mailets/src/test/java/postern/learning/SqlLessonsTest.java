package postern.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.gestures.JournalRows;
import postern.letter.LetterReader;
import postern.store.SqliteStore;
import postern.store.Store;

class SqlLessonsTest {
    private static final Instant AT = Instant.parse("2026-11-23T02:00:00Z");
    private static final Desk DESK = Classroom.desk();

    @TempDir
    Path directory;
    private final Random random = new Random(1);
    private Store store;
    private SqlLessons lessons;
    private JournalRows journal;
    private String opening = "From: a@b.example\r\nSubject: Re: 發票抬頭\r\n\r\nＶＡＴ number 1234567890, please\r\n\r\n> 退款\r\n";

    @BeforeEach
    void open() {
        store = SqliteStore.open(directory.resolve("postern.db"), new SimpleMeterRegistry());
        lessons = new SqlLessons(store);
        journal = new JournalRows(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aMoveToAnotherTeamIsALessonOfTheOpeningMailsNewWords() {
        TicketId ticket = moved(AT, "alice", "assign", "returns", "orders");
        collect(AT.plusSeconds(59));
        assertThat(lessons.newest(9)).isEmpty();
        collect(AT.plusSeconds(61));
        assertThat(lessons.newest(9)).singleElement().satisfies(lesson -> {
            assertThat(lesson.ticket()).isEqualTo(ticket);
            assertThat(lesson.team()).isEqualTo("orders");
            assertThat(lesson.wording().subject()).isEqualTo("发票抬头");
            assertThat(lesson.wording().text()).isEqualTo("vat number 1234567890, please");
        });
        assertThat(lessons.since(AT.minusSeconds(1))).isEqualTo(1);
        assertThat(lessons.since(AT)).isZero();
    }

    @Test
    void theLastWordCountsAndIsReadOnce() {
        TicketId ticket = moved(AT, "alice", "assign", "returns", "orders");
        journal.add(ticket, AT.plusSeconds(600), "bob", "assign", "orders", "technical");
        collect(AT.plusSeconds(700));
        assertThat(lessons.newest(9)).extracting(Lesson::team).containsExactly("technical");
        lessons.forget(ticket);
        collect(AT.plusSeconds(7000));
        assertThat(lessons.newest(9)).isEmpty();
    }

    @Test
    void nobodyLearnsFromWhatIsTakenBackFromJunkFromTheGatewayAndFromMovesInsideOfATeam() {
        journal.undo(moved(AT, "alice", "assign", "returns", "orders"));
        moved(AT.plusSeconds(100), "postern", "assign", "returns", "orders");
        moved(AT.plusSeconds(200), "stranger@elsewhere.example", "assign", "returns", "orders");
        moved(AT.plusSeconds(300), "alice", "assign", "returns", "returns");
        TicketId junk = moved(AT.plusSeconds(400), "alice", "assign", "returns", "orders");
        collect(AT.plusSeconds(500));
        assertThat(lessons.newest(9)).hasSize(1);
        journal.add(junk, AT.plusSeconds(600), "alice", "junk", "orders", "orders");
        collect(AT.plusSeconds(700));
        assertThat(lessons.newest(9)).isEmpty();
    }

    @Test
    void nobodyLearnsFromManyMovesAtOnce() {
        for (int i = 0; i < 3; i++) {
            moved(AT.plusMillis(200L * i), "alice", "assign", "returns", "orders");
        }
        moved(AT.plusSeconds(1), "bob", "assign", "returns", "orders");
        moved(AT.plusSeconds(2), "alice", "assign", "returns", "technical");
        collect(AT.plusSeconds(100));
        assertThat(lessons.newest(9)).extracting(Lesson::team).containsExactly("technical", "orders");
    }

    @Test
    void mailsOfMachinesAndMailsWithoutWordsTeachNothing() {
        opening = "From: a@b.example\r\nAuto-Submitted: auto-replied\r\nSubject: away\r\n\r\nI am away\r\n";
        moved(AT, "alice", "assign", "returns", "orders");
        collect(AT.plusSeconds(100));
        opening = "From: a@b.example\r\n\r\n";
        moved(AT.plusSeconds(200), "alice", "assign", "returns", "orders");
        collect(AT.plusSeconds(300));
        assertThat(lessons.newest(9)).isEmpty();
    }

    private TicketId moved(Instant at, String by, String act, String from, String to) {
        TicketId ticket = TicketId.random(random);
        journal.add(ticket, at, by, act, from, to);
        return ticket;
    }

    private void collect(Instant now) {
        Openings openings = (connection, ticket) -> Optional.of(opening.getBytes(StandardCharsets.UTF_8));
        new Teaching(lessons, store, openings, new LetterReader(), () -> DESK, Clock.fixed(now, ZoneOffset.UTC)).collect();
    }
}
