package postern.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.queue.api.MailQueueName;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;
import postern.desk.Desk;
import postern.accounts.SampleDesk;
import postern.edge.Arrival;
import postern.edge.IntakeRefused;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Guarantees 1 and 3 of the spool under kill -9: each accepted mail is there, and in one queue only. */
class SpoolKillTest {
    private static final MailQueueName OUTGOING = MailQueueName.of("outgoing");

    @TempDir
    Path directory;

    /** The process that gets killed: takes mails from ten sessions, prints their names, passes each on to another queue. */
    static final class Gateway {
        public static void main(String[] arguments) {
            Desk desk = SampleDesk.read();
            SpoolFixture spool = new SpoolFixture(Path.of(arguments[0]));
            SpoolIntake intake =
                new SpoolIntake(spool.store(), spool.queues(), () -> desk, Clock.systemUTC(), new SimpleMeterRegistry());
            SqlMailQueue outgoing = spool.queues().queue(OUTGOING);
            Flux.from(spool.queues().spool().deQueue())
                .flatMap(item -> Mono.fromCallable(() -> {
                    outgoing.enQueue(item.getMail());
                    item.done(CompletionStatus.SUCCESS);
                    return item;
                }).subscribeOn(Schedulers.boundedElastic()), 10).subscribe();
            for (int session = 0; session < 10; session++) {
                String name = "s" + session;
                Thread.ofPlatform().start(() -> acceptForEver(intake, name));
            }
        }

        private static void acceptForEver(SpoolIntake intake, String session) {
            for (int number = 0; ; number++) {
                String name = session + "-" + number;
                byte[] content = ("Subject: " + name + "\r\n\r\n" + "查询订单".repeat(200)).getBytes(StandardCharsets.UTF_8);
                try {
                    intake.accept(new Arrival(name, "li@customer.example", List.of("service@shop.example"), "Received: by us\r\n",
                        content, Instant.now(), "192.0.2.7", "client.example", Optional.empty(), false));
                } catch (IntakeRefused e) {
                    throw new IllegalStateException(e);
                }
                System.out.println(name);
            }
        }
    }

    @RepeatedTest(2)
    @DisplayName("each accepted mail is in exactly one queue after the process was killed under load")
    void killed() throws Exception {
        Process gateway = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
            Gateway.class.getName(), directory.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        Set<String> accepted = readAndKill(gateway, 1_000);
        assertThat(accepted.size()).isGreaterThan(500);
        try (SpoolFixture spool = new SpoolFixture(directory)) {
            Map<String, Integer> found = new HashMap<>();
            int passedOn = count(spool.queues().queue(OUTGOING), found);
            count(spool.queues().spool(), found);
            assertThat(found.keySet()).containsAll(accepted);
            assertThat(found.values()).allMatch(times -> times == 1);
            assertThat(passedOn).isPositive();
        }
    }

    private static int count(SqlMailQueue queue, Map<String, Integer> found) throws Exception {
        int count = 0;
        for (var mails = queue.browse(); mails.hasNext(); count++) {
            var mail = mails.next().getMail();
            assertThat(mail.getMessage().getSubject()).isEqualTo(mail.getName());
            found.merge(mail.getName(), 1, Integer::sum);
        }
        return count;
    }

    private static Set<String> readAndKill(Process gateway, int killAfter) throws InterruptedException {
        Set<String> accepted = new HashSet<>();
        boolean killed = false;
        try (BufferedReader lines = gateway.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.matches("s\\d+-\\d+")) {
                    accepted.add(line);
                }
                if (!killed && accepted.size() >= killAfter) {
                    killed = true;
                    gateway.destroyForcibly();
                }
            }
        } catch (IOException e) {
            // The pipe broke with the process; what was read before counts.
            assertThat(killed).isTrue();
        } finally {
            gateway.destroyForcibly();
        }
        assertThat(gateway.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return accepted;
    }
}
