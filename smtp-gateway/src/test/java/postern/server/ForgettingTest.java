package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.Provides;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.apache.james.mailrepository.api.MailKey;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.server.core.MailImpl;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.spool.Housekeeping;
import postern.store.Store;
import postern.tickets.Sql;
import postern.wire.SmtpClient;

@DisplayName("What keeps a mail from being worked on twice is forgotten when it cannot come again, and not before")
class ForgettingTest {
    private static final Instant START = Instant.parse("2026-11-23T02:00:00Z");

    @TempDir
    private Path home;
    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    @Test
    void memoriesEndWithJournalSpoolAndErrorRepository() throws Exception {
        Module clock = new AbstractModule() {
            @Provides
            Clock clock() {
                InstantSource source = now::get;
                return source.withZone(ZoneOffset.UTC);
            }
        };
        try (TestGateway gateway = TestGateway.start(home, UnaryOperator.identity(), List.of(clock)); ImapDialogue alice = gateway.agent("alice");
             SmtpClient client = gateway.smtp()) {
            client.send("wang@customer.example", List.of("returns@shop.example", "alice@shop.example"), SmtpClient.stuffed("""
                From: Wang <wang@customer.example>\r
                To: returns@shop.example\r
                Subject: I would like a refund\r
                Message-ID: <1@customer.example>\r
                \r
                for my order, please.\r
                """.getBytes(StandardCharsets.US_ASCII)));
            await().atMost(Duration.ofSeconds(60)).until(() -> alice.count("INBOX") == 1 && alice.count("Returns") == 1 && gateway.deliveries().size() == 1);
            await().atMost(Duration.ofSeconds(60)).until(() -> rows(gateway, "spool") + rows(gateway, "archive_feed") == 0);
            String name = gateway.gateway().part(Store.class).read(connection -> Sql.first(connection, "select mail from acknowledgement", row -> row.getString(1)))
                .orElseThrow();
            MailRepository errors = gateway.gateway().part(MailRepositoryStore.class).select(MailRepositoryUrl.from("postern://var/mail/error/"));
            errors.store(MailImpl.builder().name(name + "-!1234567").build());

            assertRemembered(gateway, Duration.ofDays(13), 2, 1, 1);
            assertRemembered(gateway, Duration.ofDays(15), 2, 1, 1);
            errors.remove(new MailKey(name + "-!1234567"));
            assertRemembered(gateway, Duration.ofDays(15), 0, 0, 1);
            assertRemembered(gateway, Duration.ofDays(31), 0, 0, 0);
            assertThat(gateway.gateway().part(MeterRegistry.class).get("postern.memory.forgotten").tag("memory", "filed").counter().count()).isEqualTo(2);
            assertThat(alice.count("INBOX") + alice.count("Returns")).isEqualTo(2);
        }
    }

    private void assertRemembered(TestGateway gateway, Duration after, int filed, int acknowledged, int twins) {
        now.set(START.plus(after));
        // The first round may begin in the middle of a table, the second one sees the rest.
        gateway.gateway().part(Housekeeping.class).sweep();
        gateway.gateway().part(Housekeeping.class).sweep();
        assertThat(List.of(rows(gateway, "mailbox_filed"), rows(gateway, "acknowledgement"), rows(gateway, "ticket_twin"))).as("after %s", after)
            .containsExactly(filed, acknowledged, twins);
    }

    private static int rows(TestGateway gateway, String table) {
        return gateway.gateway().part(Store.class).read(connection -> Sql.first(connection, "select count(*) from " + table, row -> row.getInt(1))).orElseThrow();
    }
}
