package postern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.mail.MessagingException;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.server.core.MailImpl;
import org.apache.james.util.MimeMessageUtil;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postern.desk.Desk;
import postern.desk.Outgoing;
import postern.desk.TicketId;
import postern.mailbox.SqlInboxes;
import postern.mailets.Inboxes;
import postern.matchers.Dockets;
import postern.tickets.Ticket;
import postern.tickets.TicketEvent;
import postern.tickets.Tickets;
import postern.wire.CompanyServer;
import postern.wire.SmtpClient;

@DisplayName("Of a mail that will not be delivered somebody is told, and nobody whom it does not concern")
class UndeliveredTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final MailRepositoryUrl ERRORS = MailRepositoryUrl.from("postern://var/mail/error/");

    @TempDir
    private Path home;

    private static String mail(String id) {
        return """
            From: Wang <wang@customer.example>
            To: returns@shop.example
            Subject: my refund
            Message-ID: <%s@customer.example>
            Date: Sat, 21 Nov 2026 20:00:00 +0800

            I would like a refund for my order, please.
            """.formatted(id);
    }

    private static Desk through(Desk desk, String smartHost) {
        return desk.with(new Outgoing(Optional.of(smartHost), 8, List.of("company.example"), List.of(), List.of(Duration.ofSeconds(1))));
    }

    private static ImapDialogue catchAllAgent(TestGateway gateway) throws Exception {
        return gateway.agent(gateway.gateway().desk().catchAllTeam().members().getFirst());
    }

    private static TicketId onlyTicket(TestGateway gateway) {
        return gateway.gateway().part(Tickets.class).dueBefore(Instant.now().plus(Duration.ofDays(60)), 2).getFirst().id();
    }

    @Test
    void anAcknowledgementThatIsRefusedForGoodIsReportedBesideItsTicketOnce() throws Exception {
        try (Refusing refusing = new Refusing(); TestGateway gateway = TestGateway.start(home, desk -> through(desk, refusing.address()));
             ImapDialogue alice = gateway.agent("alice")) {
            gateway.send("wang@customer.example", "returns@shop.example", mail("1"));
            await().atMost(PATIENCE).until(() -> alice.count("Returns") == 2);
            TicketId ticket = onlyTicket(gateway);
            alice.ok("EXAMINE Returns");
            String report = String.join("\n", alice.ok("FETCH 2 (FLAGS BODY.PEEK[])"));
            assertThat(report).contains("X-Postern-Ticket: " + ticket, "Final-Recipient: rfc822; wang@customer.example", "Action: failed", "origin-bounce");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(gateway.gateway().part(Tickets.class).events(ticket, 20))
                .extracting(TicketEvent::kind).contains("acknowledged").endsWith("joined", "decided"));
            assertThat(gateway.gateway().part(MailRepositoryStore.class).select(ERRORS).size()).isZero();
        }
    }

    @Test
    void theBounceOfAnAnswerComesBackToItsTicket() throws Exception {
        try (Refusing refusing = new Refusing(); TestGateway gateway = TestGateway.start(home, desk -> through(desk, refusing.address()));
             ImapDialogue alice = gateway.agent("alice")) {
            gateway.send("wang@customer.example", "returns@shop.example", mail("1"));
            await().atMost(PATIENCE).until(() -> alice.count("Returns") == 2);
            TicketId ticket = onlyTicket(gateway);
            put(gateway, answer());
            // The question, the report about its acknowledgement, the answer and its bounce: all with whoever answered.
            await().atMost(PATIENCE).until(() -> alice.count("Returns/alice") == 4);
            Tickets tickets = gateway.gateway().part(Tickets.class);
            await().atMost(PATIENCE).until(() -> tickets.find(ticket).orElseThrow().state() == Ticket.State.OPEN);
            alice.ok("EXAMINE Returns/alice");
            assertThat(String.join("\n", alice.ok("FETCH 1:* BODY.PEEK[]"))).contains("Status: 5.1.1", "No such user here", "Message-ID: <postern.");
        }
    }

    @Test
    void ofAStrangersMailToTheCompanyTheDeskIsToldWithoutAWordOfIt() throws Exception {
        try (Refusing refusing = new Refusing(); TestGateway gateway = TestGateway.start(home, desk -> through(desk, refusing.address()));
             ImapDialogue agent = catchAllAgent(gateway)) {
            String folder = gateway.gateway().desk().catchAllTeam().folder();
            gateway.send("stranger@customer.example", "boss@company.example", mail("2"));
            await().atMost(PATIENCE).until(() -> agent.count(folder) == 1);
            agent.ok("EXAMINE \"" + folder + "\"");
            assertThat(String.join("\n", agent.ok("FETCH 1 BODY.PEEK[]"))).contains("rfc822; boss@company.example").doesNotContain("my refund", "stranger");
            assertThat(agent.count("Desk/Unparsed")).isZero();
            await().atMost(PATIENCE).until(() -> gateway.gateway().part(MailRepositoryStore.class).select(ERRORS).size() == 1);
        }
    }

    @Test
    void privateMailThatNoInboxTakesIsKeptAndItsSenderToldAndTheDeskSeesNothing() throws Exception {
        try (TestGateway gateway = TestGateway.start(home, UnaryOperator.identity(), List.of(noInbox())); ImapDialogue agent = catchAllAgent(gateway);
             ImapDialogue alice = gateway.agent("alice")) {
            put(gateway, lastTry(true));
            await().atMost(PATIENCE).until(() -> gateway.deliveries().size() == 1);
            CompanyServer.Delivery told = gateway.deliveries().getFirst();
            assertThat(told.sender()).isEmpty();
            assertThat(told.recipients()).containsExactly("wang@customer.example");
            assertThat(new String(told.content(), StandardCharsets.UTF_8)).contains("Final-Recipient: rfc822; alice@shop.example", "Status: 5.3.0",
                "Subject: my refund").doesNotContain("a mistake of ours", "refund for my order");
            await().atMost(PATIENCE).until(() -> gateway.gateway().part(MailRepositoryStore.class).select(ERRORS).size() == 1);
            for (String folder : List.of("Desk/Unparsed", gateway.gateway().desk().catchAllTeam().folder(), "Returns")) {
                assertThat(agent.count(folder) + alice.count(folder)).as(folder).isZero();
            }
        }
    }

    @Test
    void ofPrivateMailFromAnybodyThatNoInboxTakesTheDeskIsToldAndNoBystander() throws Exception {
        try (TestGateway gateway = TestGateway.start(home, UnaryOperator.identity(), List.of(noInbox())); ImapDialogue agent = catchAllAgent(gateway)) {
            String folder = gateway.gateway().desk().catchAllTeam().folder();
            put(gateway, lastTry(false));
            await().atMost(PATIENCE).until(() -> agent.count(folder) == 1);
            agent.ok("EXAMINE \"" + folder + "\"");
            assertThat(String.join("\n", agent.ok("FETCH 1 BODY.PEEK[]"))).contains("rfc822; alice@shop.example").doesNotContain("my refund", "wang@");
            await().atMost(PATIENCE).until(() -> gateway.gateway().part(MailRepositoryStore.class).select(ERRORS).size() == 1);
            assertThat(gateway.deliveries()).isEmpty();
        }
    }

    @Test
    void privateMailWhoseDeliveryBrokeOffBehindTheCommitLiesInEachInboxOnceAndUnchanged() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Module breaksOff = inboxes(real -> (mail, to, added) -> {
            real.deliver(mail, to, added);
            if (asked.incrementAndGet() <= 2) {
                throw new MessagingException("the power failed");
            }
        });
        try (TestGateway gateway = TestGateway.start(home, UnaryOperator.identity(), List.of(breaksOff)); ImapDialogue alice = gateway.agent("alice");
             ImapDialogue bob = gateway.agent("bob"); SmtpClient client = gateway.smtp()) {
            String raw = "Subject:    caf\u00e9\t(raw)\r\nX: 1\r\n\r\nfor you only\r\n";
            client.send("wang@customer.example", List.of("alice@shop.example", "bob@shop.example"), SmtpClient.stuffed(raw.getBytes(StandardCharsets.ISO_8859_1)));
            await().atMost(PATIENCE).until(() -> asked.get() == 4);
            for (ImapDialogue agent : List.of(alice, bob)) {
                assertThat(agent.count("INBOX")).isEqualTo(1);
            }
            alice.ok("EXAMINE INBOX");
            alice.bareLine("x FETCH 1 BODY.PEEK[]");
            String text = "";
            for (String line = alice.bareLine(); !line.startsWith("x "); line = alice.bareLine()) {
                text += line + "\r\n";
            }
            assertThat(text).contains("\r\nReturn-Path: <wang@customer.example>\r\nDelivered-To: alice@shop.example\r\nReceived: ".substring(2), "\r\n" + raw);
        }
    }

    private static Module noInbox() {
        return inboxes(real -> (mail, to, added) -> {
            throw new MessagingException("a mistake of ours");
        });
    }

    private static void put(TestGateway gateway, Mail mail) throws MessagingException {
        gateway.gateway().part(MailetContext.class).sendMail(mail);
        LifecycleUtil.dispose(mail);
    }

    /** A mail to an agent that was tried often enough. @param verified whether the sender's domain vouches for it */
    private static Mail lastTry(boolean verified) throws Exception {
        return MailImpl.builder().name("private-1").sender("wang@customer.example").addRecipient("alice@shop.example")
            .addAttribute(new Attribute(AttributeName.of("postern.attempts"), AttributeValue.of(9)))
            .addAttribute(new Attribute(Dockets.VERIFIED, AttributeValue.of(verified)))
            .mimeMessage(MimeMessageUtil.mimeMessageFromBytes(mail("3").getBytes(StandardCharsets.US_ASCII))).build();
    }

    /** Inboxes that differ from ours. */
    private static Module inboxes(UnaryOperator<Inboxes> change) {
        return new AbstractModule() {
            @Provides
            @Singleton
            Inboxes inboxes(SqlInboxes real) {
                return change.apply(real);
            }
        };
    }

    private static Mail answer() throws Exception {
        byte[] message = """
            From: returns@shop.example
            To: wang@customer.example
            Subject: Re: my refund
            Message-ID: <a1@shop.example>
            In-Reply-To: <1@customer.example>

            It is on its way.
            """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        return MailImpl.builder().name("answer-1").sender("returns@shop.example").addRecipient("wang@customer.example")
            .addAttribute(new Attribute(Dockets.LOGIN, AttributeValue.of("alice@shop.example")))
            .addAttribute(new Attribute(Dockets.RECIPIENTS, AttributeValue.of("wang@customer.example")))
            .mimeMessage(MimeMessageUtil.mimeMessageFromBytes(message)).build();
    }
}
