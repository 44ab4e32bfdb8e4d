package postern.spool;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import postern.desk.Desk;
import postern.accounts.SampleDesk;
import postern.edge.Arrival;
import postern.edge.IntakeRefused;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Mails a second through intake and queue: {@code SpoolBench DIRECTORY SESSIONS MAILS}. Run by hand. */
public final class SpoolBench {
    private SpoolBench() {
    }

    public static void main(String[] arguments) throws Exception {
        int sessions = Integer.parseInt(arguments[1]);
        int mails = Integer.parseInt(arguments[2]);
        Desk desk = SampleDesk.read();
        try (SpoolFixture spool = new SpoolFixture(Files.createTempDirectory(Path.of(arguments[0]), "spool"))) {
            SpoolIntake intake =
                new SpoolIntake(spool.store(), spool.queues(), () -> desk, Clock.systemUTC(), new SimpleMeterRegistry());
            for (int round = 0; round < 4; round++) {
                CountDownLatch worked = new CountDownLatch(mails);
                var consumer = Flux.from(spool.queues().spool().deQueue())
                    .flatMap(item -> Mono.fromCallable(() -> {
                        item.getMail().getMessage().getSubject();
                        item.done(CompletionStatus.SUCCESS);
                        worked.countDown();
                        return item;
                    }).subscribeOn(Schedulers.boundedElastic()), 20)
                    .subscribe();
                long start = System.nanoTime();
                accept(intake, sessions, mails, round);
                double accepted = (System.nanoTime() - start) / 1e9;
                worked.await();
                double all = (System.nanoTime() - start) / 1e9;
                consumer.dispose();
                System.out.printf("%d sessions: accepted %.0f/s, through the queue %.0f/s%n", sessions, mails / accepted, mails / all);
            }
        }
    }

    private static void accept(SpoolIntake intake, int sessions, int mails, int round) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(mails);
        CountDownLatch done = new CountDownLatch(sessions);
        for (int session = 0; session < sessions; session++) {
            Random random = new Random(session + 1000L * round);
            Thread.ofVirtual().start(() -> {
                for (int number = left.decrementAndGet(); number >= 0; number = left.decrementAndGet()) {
                    byte[] content = new byte[4096];
                    random.nextBytes(content);
                    System.arraycopy("Subject: x\r\n\r\n".getBytes(), 0, content, 0, 14);
                    try {
                        intake.accept(new Arrival("mail-" + round + "-" + number, "li@customer.example",
                            List.of("service@shop.example"), "Received: by us\r\n", content, Instant.now(), "192.0.2.7",
                            "client.example", Optional.empty(), false));
                    } catch (IntakeRefused e) {
                        throw new IllegalStateException(e);
                    }
                }
                done.countDown();
            });
        }
        done.await();
    }
}
