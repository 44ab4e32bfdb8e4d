package postern.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.accounts.Accounts;
import postern.desk.Desk;
import postern.gestures.Standing;
import postern.server.ImapDialogue;
import postern.server.TestGateway;
import postern.store.Store;
import postern.tickets.Sql;
import postern.tickets.Ticket;
import postern.tickets.Tickets;
import postern.wire.CompanyServer;
import postern.wire.SmtpClient;

/** A restart at any instant leaves folder, keyword and ticket in step, and what an agent saw done is done. */
@DisplayName("A gateway killed while agents drag, mark and order")
class KilledGesturesTest {
    private static final int ROUNDS = 3;
    private static final int TICKETS = 48;
    private static final Path CONF = Path.of("..", "conf");
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private Path home;

    @Test
    @DisplayName("has each ticket where the last gesture that was answered OK put it, its mails with it, and says what it had to mend")
    void isInStep() throws Exception {
        Random random = new Random(20261122);
        List<WorkedTicket> tickets = new ArrayList<>();
        AtomicInteger gestures = new AtomicInteger();
        try (CompanyServer company = CompanyServer.start(PATIENCE, delivery -> { })) {
            for (int round = 0; round < ROUNDS; round++) {
                ChildGateway gateway = ChildGateway.start(home, CONF, company.address().getPort(), home.resolve("gateway.log"));
                if (tickets.isEmpty()) {
                    tickets.addAll(ask(gateway));
                }
                List<GestureWorker> workers = GestureWorker.some(gateway, tickets, round, random, gestures);
                int before = gestures.get();
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1 + random.nextInt(40)))
                    .until(() -> gestures.get() >= before + 20 + random.nextInt(30));
                TimeUnit.MICROSECONDS.sleep(random.nextInt(20_000));
                gateway.kill();
                for (GestureWorker worker : workers) {
                    worker.join();
                }
            }
        }
        Instant since = Instant.now();
        try (TestGateway gateway = TestGateway.start(home)) {
            gateway.gateway().part(Accounts.class).setPassword("alice@shop.example", TestGateway.PASSWORD.toCharArray());
            try (ImapDialogue alice = gateway.agent("alice")) {
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(wrong(gateway, alice, tickets)).isEmpty());
            }
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(mendedByEvents(gateway, since)).as("said in the tickets and in the metric")
                .isEqualTo(mendedByMetric(gateway)));
        }
    }

    /** The customers' questions; which come to the Returns team. */
    private static List<WorkedTicket> ask(ChildGateway gateway) throws Exception {
        List<WorkedTicket> tickets = new ArrayList<>();
        try (SmtpClient client = SmtpClient.connect(gateway.edge(), "customers.example", PATIENCE, false)) {
            for (int i = 0; i < TICKETS; i++) {
                WorkedTicket ticket = new WorkedTicket(i);
                tickets.add(ticket);
                assertThat(client.send(ticket.customer(), List.of("returns@shop.example"), SmtpClient.stuffed(ticket.question()))
                    .positive()).isTrue();
            }
        }
        return tickets;
    }

    private static int mendedByEvents(TestGateway gateway, Instant since) {
        return gateway.gateway().part(Store.class).<Integer>read(connection -> Sql.first(connection,
            "select count(*) from ticket_event where kind = 'mended' and at >= ?", row -> row.getInt(1), since).orElseThrow());
    }

    private static int mendedByMetric(TestGateway gateway) {
        return (int) gateway.gateway().part(MeterRegistry.class).get("postern.gestures.mended").counter().count();
    }

    private static List<String> wrong(TestGateway gateway, ImapDialogue alice, List<WorkedTicket> tickets) throws Exception {
        Desk desk = gateway.gateway().desk();
        List<String> wrong = new ArrayList<>();
        List<FoundMail> found = FoundMail.in(alice, WorkedTicket.FOLDERS);
        for (WorkedTicket ticket : tickets) {
            List<FoundMail> mails = found.stream().filter(mail -> mail.messageId().equals(ticket.messageId())).toList();
            if (mails.size() != 1) {
                wrong.add(ticket + " lies in " + mails);
                continue;
            }
            FoundMail mail = mails.getFirst();
            Ticket stands = gateway.gateway().part(Tickets.class).find(mail.ticket()).orElseThrow();
            Standing standing = Standing.of(stands, desk);
            boolean says = standing.keywords(List.of()).stream().allMatch(mail.flags()::contains)
                && mail.flags().contains(Standing.DONE) == (stands.state() == Ticket.State.DONE);
            if (!standing.folder(desk).equals(mail.folder()) || !says) {
                wrong.add(mail + " but stands " + standing);
            }
            if (!ticket.mayStand(stands.state(), mail.folder())) {
                wrong.add(ticket + " stands " + standing);
            }
        }
        return wrong;
    }
}
