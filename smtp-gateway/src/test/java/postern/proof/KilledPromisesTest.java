package postern.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.letter.Letter;
import postern.letter.LetterReader;
import postern.store.SqliteStore;
import postern.store.Store;
import postern.tickets.Sql;
import postern.wire.CompanyServer;
import postern.wire.SmtpClient;

@DisplayName("A gateway killed while it tells customers that it missed a promise")
class KilledPromisesTest {
    private static final int ROUNDS = 2;
    private static final int QUESTIONS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String ALWAYS = """

        calendars:
          shanghai:
            zone: Asia/Shanghai
            week:
              mon-sun: 00:00-00:00

        # ──""";

    @TempDir
    private Path home;
    @TempDir
    private Path conf;
    private final Queue<String> told = new ConcurrentLinkedQueue<>();

    /** People who always work and promise an answer in a second. */
    private void configure() throws Exception {
        Path sample = Path.of("..", "conf");
        Files.copy(sample.resolve("mailetcontainer.xml"), conf.resolve("mailetcontainer.xml"));
        Files.writeString(conf.resolve("desk.yaml"), Files.readString(sample.resolve("desk.yaml"))
            .replaceFirst("(?s)\npromises:\n.*?\n\n", "\npromises:\n  enquiry: 1 s\n  complaint: 1 s\n  standard: 1 s\n\n")
            .replaceFirst("(?s)\ncalendars:\n.*?\n# ──", ALWAYS));
    }

    private void heard(CompanyServer.Delivery delivery) {
        Letter letter = new LetterReader().read(delivery.content());
        if (letter.subject().contains("no answer yet")) {
            told.addAll(delivery.recipients());
        }
    }

    private static void ask(ChildGateway gateway, int round) throws Exception {
        try (SmtpClient client = SmtpClient.connect(gateway.edge(), "customers.example", PATIENCE, false)) {
            for (int i = 0; i < QUESTIONS; i++) {
                String customer = "round" + round + "." + i + "@customer" + i + ".example";
                String text = "From: " + customer + "\r\nTo: returns@shop.example\r\nSubject: refund\r\nMessage-ID: <" + customer
                    + ">\r\n\r\nI want my money back, please.\r\n";
                assertThat(client.send(customer, List.of("returns@shop.example"),
                    SmtpClient.stuffed(text.getBytes(StandardCharsets.US_ASCII))).positive()).isTrue();
            }
        }
    }

    @Test
    @DisplayName("tells each of them, and none twice")
    void tellsOnce() throws Exception {
        configure();
        Random random = new Random(7);
        try (CompanyServer company = CompanyServer.start(PATIENCE, this::heard)) {
            for (int round = 0; round < ROUNDS; round++) {
                ChildGateway gateway = ChildGateway.start(home, conf, company.address().getPort(), home.resolve("gateway.log"));
                ask(gateway, round);
                int some = told.size() + 1 + random.nextInt(QUESTIONS / 2);
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> told.size() >= some);
                TimeUnit.MICROSECONDS.sleep(random.nextInt(5_000));
                gateway.kill();
            }
            ChildGateway gateway = ChildGateway.start(home, conf, company.address().getPort(), home.resolve("gateway.log"));
            try (Store store = SqliteStore.open(home.resolve("postern.db"), new SimpleMeterRegistry())) {
                await().atMost(PATIENCE)
                    .until(() ->
                    count(store, "select count(*) from ticket_event where kind = 'promise-missed'") >= QUESTIONS * ROUNDS
                    && count(store, "select count(*) from spool") == 0);
                assertThat(count(store,
                    "select count(*) from (select 1 from ticket_event where kind = 'promise-missed' group by ticket)"))
                    .isEqualTo(QUESTIONS * ROUNDS);
            } finally {
                gateway.kill();
            }
        }
        Set<String> once = new HashSet<>();
        assertThat(told.stream().filter(customer -> !once.add(customer)).toList()).as("told twice").isEmpty();
    }

    private static int count(Store store, String sql) {
        return store.<Integer>read(connection -> Sql.first(connection, sql, row -> row.getInt(1)).orElseThrow());
    }
}
