package postern.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.desk.Desk;
import postern.desk.TicketId;
import postern.triage.Wordings;
import postern.triage.model.Example;
import postern.triage.model.Wording;

class SchoolTest {
    private static final Instant AT = Instant.parse("2026-11-23T02:00:00Z");
    private static final Desk DESK = Classroom.desk();

    @TempDir
    Path directory;
    private final Random random = new Random(1);
    private final List<Lesson> taught = new ArrayList<>();
    private Instant now = AT;

    private final Lessons lessons = new Lessons() {
        @Override
        public List<Lesson> newest(int atMost) {
            return List.copyOf(taught);
        }

        @Override
        public int since(Instant instant) {
            return (int) taught.stream().filter(lesson -> lesson.at().isAfter(instant)).count();
        }

        @Override
        public void forget(TicketId ticket) {
            taught.removeIf(lesson -> lesson.ticket().equals(ticket));
        }
    };

    @Test
    void theFirstModelComesFromThePhrasesAndTheNextOneWhenEnoughWasTaughtOrThePhrasesChanged() throws IOException {
        assertThat(school(DESK).due()).isTrue();
        assertThat(school(DESK).train()).isInstanceOf(School.Outcome.Live.class);
        assertThat(school(DESK).due()).isFalse();
        teach(3, false);
        assertThat(school(DESK).due()).as("within the hour").isFalse();
        now = now.plus(Duration.ofHours(1));
        assertThat(school(DESK).due()).isTrue();
        assertThat(school(Classroom.desk("忘记密码了", "密码忘记了")).due()).isTrue();
        now = AT;
        assertThat(school(Classroom.desk("  precision: 90", "  precision: 95")).due()).isTrue();
        assertThat(school(Classroom.desk("  enabled: true            # false leaves", "  enabled: false # leaves")).due()).isFalse();
    }

    @Test
    void whoOnlyLooksSeesWhatAGatewayGoesBy() throws IOException {
        ModelShelf shelf = new ModelShelf(directory);
        assertThat(School.model(shelf, DESK).orElseThrow().findings().examples()).isEqualTo(Wordings.phrases(DESK).size());
        assertThat(shelf.all()).as("nothing is kept").isEmpty();
        school(DESK).train();
        teach(10, false);
        school(DESK).train();
        assertThat(School.model(shelf, DESK).orElseThrow().findings().examples()).isEqualTo(Wordings.phrases(DESK).size() + 40);
        shelf.makeLive(1);
        assertThat(School.model(shelf, DESK).orElseThrow().findings().examples()).isEqualTo(Wordings.phrases(DESK).size());
        Desk other = Classroom.desk("忘记密码了", "密码忘记了, 密码不对");
        assertThat(School.model(shelf, other).orElseThrow().findings().examples()).isEqualTo(Wordings.phrases(other).size());
    }

    @Test
    void aModelThatAnswersTheSameExamplesWorseIsKeptButNotLive() throws IOException {
        teach(40, false);
        assertThat(school(DESK).train()).isInstanceOf(School.Outcome.Live.class);
        teach(40, true);
        School.Outcome outcome = school(DESK).train();
        assertThat(outcome).isInstanceOf(School.Outcome.Worse.class);
        assertThat(new ModelShelf(directory).live()).contains(1);
        assertThat(new ModelShelf(directory).all()).hasSize(2);
    }

    @Test
    void ofATeamWithSeveralTopicsTheLiveModelSaysWhichOneIsMeant() throws IOException {
        school(DESK).train();
        taught.add(new Lesson(TicketId.random(random), "technical", Optional.empty(), new Wording("", "忘记密码了，帐号被锁定"), AT));
        taught.add(new Lesson(TicketId.random(random), "no-such-team", Optional.empty(), new Wording("", "忘记密码了"), AT));
        taught.add(new Lesson(TicketId.random(random), "general", Optional.empty(), new Wording("", "zygomorphic quokkas"), AT));
        taught.add(new Lesson(TicketId.random(random), "orders", Optional.of("invoice"), new Wording("", "quokkas"), AT));
        assertThat(school(DESK).examples().stream().filter(example -> example.source() == Example.Source.CORRECTION).map(Example::topic))
            .containsExactly("account", "other", "invoice");
    }

    private void teach(int ofTopic, boolean wrong) {
        now = now.plusSeconds(1);
        taught.addAll(Classroom.lessons(ofTopic, wrong, now, random));
    }

    private School school(Desk desk) {
        return new School(() -> desk, lessons, new ModelShelf(directory), Clock.fixed(now, ZoneOffset.UTC));
    }
}
