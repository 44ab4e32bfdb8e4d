package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.Provides;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.learning.Lessons;
import postern.learning.School;
import postern.learning.Teaching;

@DisplayName("What agents put right, the gateway does right the next time")
class FlowLearningTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> SAID = List.of("My zorblatt hums at night", "the zorblatt does nothing but blink", "Why does a zorblatt hum?",
        "our new zorblatt stays silent", "zorblatt blinks twice, then hums", "a humming zorblatt, again", "What do I do with a silent zorblatt",
        "this zorblatt blinks all day", "zorblatt: hums, blinks, hums", "no sound from the zorblatt", "zorblatt hums louder each week",
        "How long may a zorblatt blink?");

    @TempDir
    private Path home;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T02:00:00Z"));

    @Test
    void mailsThatAnAgentGaveATopicTeachIt() throws Exception {
        Module clock = new AbstractModule() {
            @Provides
            Clock clock() {
                InstantSource source = now::get;
                return source.withZone(ZoneOffset.UTC);
            }
        };
        try (TestGateway gateway = TestGateway.start(home, UnaryOperator.identity(), List.of(clock)); ImapDialogue alice = gateway.agent("alice")) {
            for (int i = 0; i < SAID.size(); i++) {
                mail(gateway, i, SAID.get(i));
                await().atMost(PATIENCE).until(() -> alice.count("General") == 1);
                alice.ok("SELECT General");
                alice.ok("UID STORE 1:* +FLAGS (topic-quality)");
                int taught = i + 1;
                await().atMost(PATIENCE).until(() -> alice.count("Complaints") == taught && alice.count("General") == 0);
                now.updateAndGet(before -> before.plusSeconds(10));
            }
            now.updateAndGet(before -> before.plus(Duration.ofHours(2)));
            gateway.gateway().part(Teaching.class).collect();
            assertThat(gateway.gateway().part(Lessons.class).newest(99)).hasSize(SAID.size()).allMatch(lesson -> lesson.topic().orElseThrow().equals("quality"));
            School school = gateway.gateway().part(School.class);
            assertThat(school.due()).isTrue();
            assertThat(school.train()).isInstanceOf(School.Outcome.Live.class);
            now.updateAndGet(before -> before.plusSeconds(10));

            mail(gateway, 99, "Is it normal that the zorblatt hums and blinks?");
            await().atMost(PATIENCE).until(() -> alice.count("Complaints") == SAID.size() + 1);
            alice.ok("EXAMINE Complaints");
            String why = String.join("\n", alice.ok("UID FETCH * (BODY.PEEK[HEADER.FIELDS (X-Postern-Why X-Postern-Topic)])"));
            assertThat(why).contains("X-Postern-Topic: quality").contains("model(quality 0.").contains("zorblatt");
        }
    }

    private static void mail(TestGateway gateway, int number, String text) throws IOException {
        gateway.send("w" + number + "@customer" + number + ".example", "service@shop.example", "From: <w" + number + "@customer" + number
            + ".example>\nTo: service@shop.example\nMessage-ID: <" + number + "@customer.example>\nSubject: Hi there\n\n" + text + "\n");
    }
}
