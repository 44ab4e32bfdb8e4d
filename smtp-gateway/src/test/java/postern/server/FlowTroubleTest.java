package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.inject.Provider;
import javax.mail.MessagingException;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.desk.Acknowledgements;
import postern.desk.Desk;
import postern.mailbox.SqlFolders;
import postern.replies.Acknowledgement;
import postern.replies.Outbox;
import postern.replies.Replies;
import postern.replies.SqlReplies;
import postern.store.Store;
import postern.store.StoreException;
import postern.store.Work;
import postern.tickets.Folders;
import postern.tickets.SqlTickets;
import postern.tickets.Tickets;
import postern.wire.SmtpClient;

@DisplayName("A mail that the flow cannot handle is tried again or lies where people see it; it is never lost")
class FlowTroubleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final MailRepositoryUrl ERRORS = MailRepositoryUrl.from("postern://var/mail/error/");

    @TempDir
    private Path home;

    private static String mail(String id) {
        return """
            From: Wang <wang@customer.example>
            To: returns@shop.example
            Subject: refund
            Message-ID: <%s@customer.example>
            Date: Sat, 21 Nov 2026 20:00:00 +0800

            I would like a refund for my order, please.
            """.formatted(id);
    }

    private static ImapDialogue catchAllAgent(TestGateway gateway) throws Exception {
        return gateway.agent(gateway.gateway().desk().catchAllTeam().members().getFirst());
    }

    @Test
    void passingTroubleOfTheStoreIsTriedAgainAndLeavesOneMailAndOneAcknowledgement() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Module failsTwice = new AbstractModule() {
            @Provides
            @Singleton
            Replies replies(Store store, Outbox outbox, Tickets tickets) {
                Replies real = new SqlReplies(store, outbox, tickets);
                return (connection, acknowledgement, budget) -> {
                    if (asked.incrementAndGet() < 2) {
                        throw new StoreException("the disk is full", null, true);
                    }
                    return real.release(connection, acknowledgement, budget);
                };
            }
        };
        try (TestGateway gateway = TestGateway.start(home, UnaryOperator.identity(), List.of(failsTwice)); ImapDialogue alice = gateway.agent("alice")) {
            gateway.send("wang@customer.example", "returns@shop.example", mail("1"));
            await().atMost(PATIENCE).until(() -> gateway.deliveries().size() == 1);
            assertThat(asked.get()).isEqualTo(2);
            assertThat(alice.count("Returns")).isEqualTo(1);
            assertThat(alice.count("Desk/Unparsed")).isZero();
            assertThat(gateway.gateway().part(MailRepositoryStore.class).select(ERRORS).size()).isZero();
        }
    }

    @Test
    void aMailThatFailsBehindItsFolderLiesThereOnceAndInTheErrorRepositoryWhileOthersPass() throws Exception {
        Module poisoned = new AbstractModule() {
            @Provides
            @Singleton
            Replies replies(Store store, Outbox outbox, Tickets tickets) {
                Replies real = new SqlReplies(store, outbox, tickets);
                return (Connection connection, Acknowledgement acknowledgement, Acknowledgements budget) -> {
                    if (acknowledgement.to().startsWith("poison@")) {
                        throw new IllegalStateException("a mistake of ours");
                    }
                    return real.release(connection, acknowledgement, budget);
                };
            }
        };
        try (TestGateway gateway = TestGateway.start(home, UnaryOperator.identity(), List.of(poisoned)); ImapDialogue alice = gateway.agent("alice")) {
            gateway.send("poison@customer.example", "returns@shop.example", mail("1").replace("Wang <wang@", "Poison <poison@"));
            gateway.send("wang@customer.example", "returns@shop.example", mail("2"));
            await().atMost(PATIENCE).until(() -> alice.count("Returns") == 2 && gateway.deliveries().size() == 1);
            await().atMost(PATIENCE).until(() -> gateway.gateway().part(MailRepositoryStore.class).select(ERRORS).size() == 1);
            assertThat(alice.count("Desk/Unparsed")).isZero();
        }
    }

    @Test
    void aMailThatEvenTheTicketsChokeOnStillLiesInUnparsed() throws Exception {
        Module noTickets = new AbstractModule() {
            @Provides
            @Singleton
            Tickets tickets(Store store, Provider<Desk> desk) {
                return choking(new SqlTickets(store, new SecureRandom(), desk));
            }
        };
        try (TestGateway gateway = TestGateway.start(home, UnaryOperator.identity(), List.of(noTickets)); ImapDialogue agent = catchAllAgent(gateway)) {
            gateway.send("wang@customer.example", "returns@shop.example", mail("1"));
            await().atMost(PATIENCE).until(() -> agent.count("Desk/Unparsed") == 1);
        }
    }

    @Test
    void whatCannotBeReadLiesUntouchedInUnparsedWithATicketAndAClock() throws Exception {
        try (TestGateway gateway = TestGateway.start(home); ImapDialogue agent = catchAllAgent(gateway)) {
            gateway.send("wang@customer.example", "returns@shop.example", "no field at all\n\u0001\u0002\u0003\n");
            await().atMost(PATIENCE).until(() -> agent.count("Desk/Unparsed") == 1);
            agent.ok("EXAMINE Desk/Unparsed");
            assertThat(String.join("\n", agent.ok("FETCH 1 (FLAGS BODY.PEEK[])"))).contains("X-Postern-Ticket: ", "X-Postern-Deadline: ", "no-header",
                "no field at all\r\n\u0001\u0002\u0003\r\n");
            Desk desk = gateway.gateway().desk();
            assertThat(gateway.gateway().part(Tickets.class).dueBefore(Instant.now().plus(Duration.ofDays(60)), 5)).singleElement()
                .satisfies(ticket -> assertThat(ticket.team()).contains(desk.catchAll()));
            assertThat(gateway.deliveries()).isEmpty();
        }
    }

    @Test
    void whenEvenParkingFailsForAWhileTheMailStillLiesWithPeopleInTheEnd() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Module busy = new AbstractModule() {
            @Provides
            @Singleton
            Folders folders(SqlFolders real) {
                return new Folders() {
                    @Override
                    public void file(Filing filing) throws MessagingException {
                        if (filing.folder().equals("Desk/Unparsed") && asked.incrementAndGet() == 1) {
                            throw new MessagingException("cannot file", new StoreException("the disk is full", null, true));
                        }
                        real.file(filing);
                    }

                    @Override
                    public Work<?> filing(Filing filing) throws MessagingException {
                        return real.filing(filing);
                    }
                };
            }
        };
        try (TestGateway gateway = TestGateway.start(home, UnaryOperator.identity(), List.of(busy)); ImapDialogue agent = catchAllAgent(gateway)) {
            gateway.send("wang@customer.example", "returns@shop.example", "no field at all\n");
            await().atMost(PATIENCE).until(() -> agent.count("Desk/Unparsed") == 1);
            assertThat(asked.get()).isEqualTo(2);
        }
    }

    @Test
    void whoElseAParkedMailWasForGetsItAsWell() throws Exception {
        try (TestGateway gateway = TestGateway.start(home); ImapDialogue agent = catchAllAgent(gateway); ImapDialogue alice = gateway.agent("alice");
             SmtpClient client = gateway.smtp()) {
            String login = gateway.gateway().desk().agents().get("alice").login();
            client.send("wang@customer.example", List.of("returns@shop.example", login), SmtpClient.stuffed("no field at all\r\n".getBytes(StandardCharsets.UTF_8)));
            await().atMost(PATIENCE).until(() -> agent.count("Desk/Unparsed") == 1 && alice.count("INBOX") == 1);
            await().atMost(PATIENCE).until(() -> gateway.gateway().part(MailRepositoryStore.class).select(ERRORS).size() == 1);
        }
    }

    /** Tickets that work for everything but finding a mail's ticket. */
    private static Tickets choking(Tickets real) {
        return (Tickets) Proxy.newProxyInstance(Tickets.class.getClassLoader(), new Class<?>[] {Tickets.class}, (proxy, method, arguments) -> {
            if (method.getName().equals("place")) {
                throw new IllegalStateException("a mistake of ours");
            }
            return method.invoke(real, arguments);
        });
    }
}
